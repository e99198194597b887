import { randomInt } from 'node:crypto';
import type { Tx } from 'db/client';
import { beneficiary, beneficiaryCode } from 'db/schema/beneficiaries';
import { trust } from 'db/schema/trusts';
import { eq, sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { beneficiaryCodeFrom, recipientCodeFrom } from '../beneficiaries/beneficiary-code';

const draw = () => randomInt(1_000_000) / 1_000_000;

/**
 * Makes a trust for one beneficiary under a generated code, to bring its books into. Null when it exists already.
 * It begins on `openedOn`; its first account here follows whatever accounts it says were filed before.
 */
export async function createTrust(
  tx: Tx,
  actor: Actor,
  input: { code: string; openedOn: string; priorAccounts?: number },
): Promise<{ beneficiaryCode: string; openedOn: string } | null> {
  demand(actor, 'books.import');
  if (!/^T-[0-9]{4,}$/.test(input.code))
    throw new Refusal(
      'trust.code',
      `"${input.code}" is not a trust's code. Write it as T- and at least four digits, like T-0042.`,
    );
  const [known] = await tx.select({ id: trust.id }).from(trust).where(eq(trust.code, input.code));
  if (known) return null;
  const [row] = await tx
    .insert(trust)
    .values({
      code: input.code,
      courtName: 'Court not recorded yet',
      docket: `unassigned ${input.code}`,
      openedOn: input.openedOn,
      priorAccounts: input.priorAccounts ?? 0,
      instrumentSection: '1',
    })
    .returning({ id: trust.id });
  const trustId = row?.id as number;
  const code = await freeCode(tx);
  const [child] = await tx.insert(beneficiary).values({ code }).returning({ id: beneficiary.id });
  const beneficiaryId = child?.id as number;
  await tx
    .insert(beneficiaryCode)
    .values({ beneficiaryId, recipient: 'court', code: recipientCodeFrom([draw(), draw(), draw(), draw()]) });
  await tx.execute(sql`insert into subaccount (trust_id, beneficiary_id) values (${trustId}, ${beneficiaryId})`);
  await recordAuditEvent(tx, {
    action: 'trust.created',
    recordType: 'trust',
    recordRef: input.code,
    trustId,
    beneficiaryId,
    facts: { opened_on: input.openedOn },
  });
  return { beneficiaryCode: code, openedOn: input.openedOn };
}

async function freeCode(tx: Tx): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const code = beneficiaryCodeFrom(draw(), draw());
    const [taken] = await tx.select({ id: beneficiary.id }).from(beneficiary).where(eq(beneficiary.code, code));
    if (!taken) return code;
  }
  throw new Error('no free beneficiary code was found');
}
