import type { Tx } from 'db/client';
import { carePlan, planItem } from 'db/schema/care-plans';
import { serviceDelivered, serviceNote } from 'db/schema/services-delivered';
import { and, eq, not, sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { NotFound, Refusal } from '~/access/refusal';
import { once } from '../audit/once.server';
import { recordAuditEvent } from '../audit/record-audit-event.server';
import { getBeneficiary } from '../beneficiaries/get-beneficiary.server';
import { getPolicies } from '../policies/get-policies.server';
import { policyText } from '../policies/policy';
import { addDays } from '../trusts/legal-day';
import { countsAsGiven } from './counts-as-given.server';
import { nameWarning } from './name-warning';
import { serviceRule } from './service-rule';

export interface LogServiceInput {
  key: string;
  beneficiaryCode: string;
  planItemId: number;
  /** The local calendar day it was given. */
  occurredOn: string;
  quantity: number;
  minutes: number | null;
  attendance: 'attended' | 'absent';
  note: string;
  lateReason: string;
  /** The worker saw that the same was logged already and says it is another. */
  another: boolean;
  /** The worker was shown what looks like a name in the note, and says it is none. */
  noteChecked?: boolean;
  /** The entry that was sent back and this one puts right, by its reference. */
  replaces?: string | undefined;
}

/** One entry of an item at a time: two at once would both be measured against the same units left. */
const LOCK_OF_ITEMS = 7002;

/** What the log form says before anything is saved: throws the same refusals as logService. */
export async function checkService(tx: Tx, actor: Actor, input: LogServiceInput, today: string) {
  demand(actor, 'service-delivered.log');
  const beneficiary = await getBeneficiary(tx, input.beneficiaryCode);
  const [item] = await tx
    .select({
      id: planItem.id,
      service: planItem.service,
      providerId: planItem.providerId,
      unit: planItem.unit,
      quantity: planItem.quantity,
      until: planItem.until,
      approvedOn: carePlan.approvedOn,
    })
    .from(planItem)
    .innerJoin(carePlan, eq(carePlan.id, planItem.planId))
    .where(and(eq(planItem.id, input.planItemId), eq(planItem.beneficiaryId, beneficiary.id)));
  if (!item) throw new NotFound();
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK_OF_ITEMS}, ${item.id}::int)`);
  const [given] = await tx
    .select({
      total: sql<number>`coalesce(sum(${serviceDelivered.quantity}) filter (where ${serviceDelivered.attendance} = 'attended'), 0)::int`,
    })
    .from(serviceDelivered)
    .where(and(eq(serviceDelivered.planItemId, item.id), countsAsGiven(serviceDelivered.id)));
  const [same] = await tx
    .select({ reference: serviceDelivered.reference })
    .from(serviceDelivered)
    .where(
      and(
        eq(serviceDelivered.planItemId, item.id),
        eq(serviceDelivered.occurredOn, input.occurredOn),
        countsAsGiven(serviceDelivered.id),
      ),
    );
  const late = await getPolicies(tx, ['SV-3'], today);
  serviceRule(
    {
      item,
      given: given?.total ?? 0,
      today,
      lateAfter: addDays(today, -Number(policyText(late['SV-3'], 'days'))),
      sameDay: same?.reference ?? null,
    },
    input,
  );
  if (!input.noteChecked) refuseNames(input);
  return { beneficiary, item, replacesId: await findReplaced(tx, beneficiary.id, input.replaces) };
}

/** Whether it was put right already is asked by the database, where two do it at once. */
async function findReplaced(tx: Tx, beneficiaryId: number, reference: string | undefined): Promise<number | null> {
  if (reference === undefined) return null;
  const [replaced] = await tx
    .select({ id: serviceDelivered.id })
    .from(serviceDelivered)
    .where(
      and(
        eq(serviceDelivered.reference, reference),
        eq(serviceDelivered.beneficiaryId, beneficiaryId),
        not(countsAsGiven(serviceDelivered.id)),
      ),
    );
  if (!replaced) throw new NotFound();
  return replaced.id;
}

/** The reason of a late entry is read beside the money too, so it is looked at like the note. */
function refuseNames(input: LogServiceInput): void {
  for (const [field, what] of [
    ['note', 'note'],
    ['lateReason', 'reason'],
  ] as const) {
    const name = nameWarning(input[field]);
    if (!name) continue;
    const message = `Your ${what} may contain a name: “${name}”. Use the code instead.`;
    throw new Refusal('service.name-in-note', message, field);
  }
}

/**
 * Logs one service a child was given, or puts right an entry that was sent back. Throws NotFound for another worker's beneficiary, Refusal 'service.*' from the rule,
 * 'service.name-in-note' once; database refusals SR005, service_replaced_once.
 */
export async function logService(
  tx: Tx,
  actor: Actor,
  input: LogServiceInput,
  today: string,
): Promise<{ reference: string }> {
  demand(actor, 'service-delivered.log');
  return once(tx, actor, { key: input.key, action: 'service.logged', request: input }, async () => {
    const { beneficiary, item, replacesId } = await checkService(tx, actor, input, today);
    const numbered = await tx.execute<{ reference: string }>(
      sql`select next_reference('S', ${today}::date) as reference`,
    );
    const reference = numbered.rows[0]?.reference as string;
    const [row] = await tx
      .insert(serviceDelivered)
      .values({
        reference,
        beneficiaryId: beneficiary.id,
        planItemId: item.id,
        service: item.service,
        providerId: item.providerId,
        occurredOn: input.occurredOn,
        quantity: input.quantity,
        minutes: input.minutes,
        attendance: input.attendance,
        lateReason: input.lateReason || null,
        replacesId,
        loggedBy: actor.personId,
      })
      .returning({ id: serviceDelivered.id });
    if (!row) throw new Refusal('service.not-saved', 'The entry was not saved. Send it again.');
    if (input.note)
      await tx
        .insert(serviceNote)
        .values({ serviceDeliveredId: row.id, beneficiaryId: beneficiary.id, note: input.note });
    await recordAuditEvent(tx, {
      action: 'service.logged',
      recordType: 'service',
      recordRef: reference,
      beneficiaryId: beneficiary.id,
      facts: {
        beneficiary: beneficiary.code,
        service: item.service,
        occurred_on: input.occurredOn,
        quantity: String(input.quantity),
        ...(input.replaces ? { replaces: input.replaces } : {}),
      },
    });
    return { reference };
  });
}
