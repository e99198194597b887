import { randomUUID } from 'node:crypto';
import type { Actor } from '~/access/actor';
import { findActingFor } from '~/domain/delegations/find-acting-for.server';
import { findPeriods, getPeriod, type PeriodRecord } from '~/domain/periods/find-periods.server';
import { periodState, reopeningStep } from '~/domain/periods/period';
import { readTrust } from '~/domain/trusts/get-trust.server';
import { addDays } from '~/domain/trusts/legal-day';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { momentWords } from '~/ui/day-words';
import { frameOf } from '../../parts/frame.server';

/** A trust's closes in words, and from which day on its books are open. */
export async function loadPeriods(q: Tx, actor: Actor, code: string, inWorld: (recorded: Date) => Date) {
  const trust = await readTrust(q, code);
  const found = await findPeriods(q, trust.id);
  const acting = await findActingFor(q, trust.id);
  const [standing] = found.filter((period) => !period.reopened);
  return {
    code,
    /** In whose place the actor reads these books; a close is not to be handed over. */
    actingFor: acting?.name ?? null,
    openedOn: trust.openedOn,
    closedThrough: standing?.throughOn ?? trust.openedOn,
    nextFrom: standing ? addDays(standing.throughOn, 1) : trust.openedOn,
    periods: found.map((period) => periodView(period, actor, inWorld)),
  };
}

/** What a page about taking a close back needs, with the key of its form. */
export async function loadReopening(q: Tx, actor: Actor, id: string, now: Date, inWorld: (recorded: Date) => Date) {
  return {
    period: periodView(await getPeriod(q, Number(id)), actor, inWorld),
    frame: await frameOf(q, actor, now, paths.trusts()),
    key: randomUUID(),
  };
}

/** One close as a page shows it; what the actor may do about it depends on who asked. */
export function periodView(period: PeriodRecord, actor: Actor, inWorld: (recorded: Date) => Date) {
  const when = (moment: Date | null) => (moment ? momentWords(inWorld(moment), period.homeZone) : '');
  return {
    id: period.id,
    trustCode: period.trustCode,
    fromOn: period.fromOn,
    throughOn: period.throughOn,
    closed: `${when(period.closedAt)}, by ${period.closedByName}`,
    chainLength: period.chainLength,
    chainHash: period.chainHash,
    state: periodState(period),
    step: reopeningStep(period, actor.personId),
    asked: period.askedByName && `${when(period.askedAt)}, by ${period.askedByName}`,
    reason: period.reason,
    agreed: period.agreedByName && `${when(period.agreedAt)}, by ${period.agreedByName}`,
  };
}

export type PeriodView = ReturnType<typeof periodView>;
