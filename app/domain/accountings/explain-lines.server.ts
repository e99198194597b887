import type { Tx } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { textsOfAccount } from '~/reports/court-accounting/texts-of-account';
import type { CheckTexts } from '~/vault/check-texts.server';
import { explainTexts, type NoName } from '~/vault/explain-texts.server';
import { getAccounting } from './get-accounting.server';

export { NO_NAME } from '~/vault/explain-texts.server';

/**
 * Keeps that the actor looked at the lines of an accounting that are alarmed at, and says what they are: one reason for all
 * of them. It stands whether the accounting is filed now or not, for the second person who says so. Throws NotFound.
 */
export async function explainLines(
  tx: Tx,
  actor: Actor,
  { reference, reason, checkTexts }: { reference: string; reason: NoName; checkTexts: CheckTexts },
): Promise<void> {
  demand(actor, 'accounting.file');
  const { figures } = await getAccounting(tx, reference);
  const lines: { where: string; text: string }[] = [];
  for await (const line of textsOfAccount(stateAccounting(figures))) lines.push(line);
  const { told } = await checkTexts(
    lines.map(({ text }) => text),
    'kept',
  );
  const kinds = new Map(
    told.map(({ text, kind }) => [lines[text]?.text ?? '', { kind, field: lines[text]?.where ?? '' }]),
  );
  await explainTexts(
    tx,
    [...kinds].map(([text, { kind, field }]) => ({ text, kind, field, reason })),
  );
}
