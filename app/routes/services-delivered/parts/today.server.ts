import type { Actor } from '~/access/actor';
import { legalDay } from '~/domain/trusts/legal-day';
import { FIELD_ZONE } from '~/domain/trusts/zones';
import type { Tx } from '~/http/guard.server';
import { dayWords } from '~/ui/day-words';
import type { ChildPlan } from './child-plan';
import type { EntryLine } from './entry-line';
import { loadLogged } from './logged.server';
import { loadSentBack, type SentBackLine } from './sent-back.server';
import { loadWorkerList } from './worker-list.server';

export interface TodayData {
  /** "Jan 8, 2027", where the worker is. */
  day: string;
  sentBack: SentBackLine[];
  logged: EntryLine[];
  plans: ChildPlan[];
}

/** A caseworker's first page. */
export async function loadToday(tx: Tx, actor: Actor, now: Date): Promise<TodayData> {
  return {
    day: dayWords(legalDay(now, FIELD_ZONE)),
    sentBack: await loadSentBack(tx, actor),
    logged: await loadLogged(tx, actor, 5),
    plans: await loadWorkerList(tx),
  };
}
