import type { Actor } from '~/access/actor';
import { findCaseload } from '~/domain/services-delivered/find-caseload.server';
import { findLastServices } from '~/domain/services-delivered/find-last-services.server';
import { countWaitingReviews, findReviews, findWaitingReviews } from '~/domain/services-delivered/find-reviews.server';
import { findRecentServices } from '~/domain/services-delivered/find-services.server';
import type { ReviewDecision } from '~/domain/services-delivered/service-review';
import { serviceWord } from '~/domain/services-delivered/service-words';
import { legalDay } from '~/domain/trusts/legal-day';
import { FIELD_ZONE } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { dayWords } from '~/ui/day-words';
import { entryLine } from './entry-line';

/** Of what waits to be looked at, on one page; of what was logged lately. */
const PAGE = 20;
const LATELY = 50;

export type TeamData = Awaited<ReturnType<typeof loadTeam>>;

/** The children of the workers a supervisor answers for, what waits to be looked at, and what was logged lately. */
export async function loadTeam(tx: Tx, actor: Actor, now: Date, { after }: { after: number }) {
  const waiting = await findWaitingReviews(tx, actor, { after, limit: PAGE });
  const lately = await findRecentServices(tx, { limit: LATELY });
  const reviews = await findReviews(
    tx,
    lately.map(({ id }) => id),
  );
  return {
    children: await childrenOf(tx, now),
    waiting: waiting.rows.map((row) => ({ ...entryLine(row), id: row.id, worker: row.worker })),
    waitingCount: await countWaitingReviews(tx, actor),
    paged: { first: after === 0, next: waiting.more ? (waiting.rows.at(-1)?.id ?? null) : null },
    services: lately.map((row) => ({
      ...entryLine(row),
      state: STATES[reviews.find(({ serviceId }) => serviceId === row.id)?.decision ?? 'none'],
    })),
  };
}

const STATES: Record<ReviewDecision | 'none', string> = {
  confirmed: 'Confirmed',
  sent_back: 'Sent back',
  none: 'Not looked at',
};

async function childrenOf(tx: Tx, now: Date) {
  const caseload = await findCaseload(tx);
  const ids = caseload.map((row) => row.beneficiaryId);
  const last = await findLastServices(tx, ids, legalDay(now, FIELD_ZONE));
  return caseload.map(({ worker, code, beneficiaryId }) => {
    const given = last.find((row) => row.beneficiaryId === beneficiaryId);
    return {
      worker,
      code,
      last: given ? `${serviceWord(given.service)}, ${dayWords(given.occurredOn)}` : 'none yet',
    };
  });
}
