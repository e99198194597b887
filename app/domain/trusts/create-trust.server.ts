import type { Tx } from 'db/client';
import { trust } from 'db/schema/trusts';
import { eq, sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { takeInBeneficiary } from '../beneficiaries/take-in-beneficiary.server';

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
  const { id: beneficiaryId, code } = await takeInBeneficiary(tx);
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
