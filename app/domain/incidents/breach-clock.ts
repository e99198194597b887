import { type Policy, policyText } from '../policies/policy';
import type { Answer } from './incident';

/** Policy BR-1. */
export interface BreachLimits {
  noticeHours: number;
  reportDays: number;
  /** Within so many hours of its end a notice is everybody's business who keeps the register. */
  escalateHours: number;
  /** From so many people on nobody waits for the whole of the facts. */
  manySubjects: number;
}

export function breachLimits(policy: Policy): BreachLimits {
  return {
    noticeHours: Number(policyText(policy, 'notice_hours')),
    reportDays: Number(policyText(policy, 'report_days')),
    escalateHours: Number(policyText(policy, 'escalate_hours')),
    manySubjects: Number(policyText(policy, 'many_subjects')),
  };
}

export interface Assessed {
  believedAt: Date;
  sensitive: Answer;
  acquired: Answer;
  harm: Answer;
  subjects: number | null;
}

export interface BreachFacts {
  discoveredAt: Date;
  /** The newest assessment. */
  assessed: Assessed | null;
  /** When each was told first, by the lines that stand. */
  authorityAt: Date | null;
  subjectsAt: Date | null;
  reportAt: Date | null;
}

export interface BreachClock {
  /** `none`: by an assessment nothing has to be told. `notice`, then `report`: what is due next. `done`: all of it was. */
  due: 'none' | 'notice' | 'report' | 'done';
  noticeBy: Date;
  reportBy: Date;
  /** Until what is due next; below zero by how much it is over. */
  hoursLeft: number;
  urgency: 'calm' | 'soon' | 'overdue';
  /** What was told after its time. */
  late: ('notice' | 'report')[];
  /** A notice does not wait for the whole of the facts. */
  withoutDelay: boolean;
}

const HOUR_MS = 3_600_000;

/**
 * Where the duty to tell of an incident stands (RA 10173 s.20(f); IRR s.38; NPC Circular 16-03): 72 hours, and five days for
 * the full report, from knowledge or reasonable belief. Before an assessment it counts from the discovery, as if believed then.
 */
export function breachClock(facts: BreachFacts, limits: BreachLimits, now: Date): BreachClock {
  const { assessed, authorityAt, subjectsAt, reportAt } = facts;
  const from = (assessed?.believedAt ?? facts.discoveredAt).getTime();
  const noticeBy = new Date(from + limits.noticeHours * HOUR_MS);
  const reportBy = new Date(from + limits.reportDays * 24 * HOUR_MS);
  const noticedAt = authorityAt && subjectsAt && (authorityAt > subjectsAt ? authorityAt : subjectsAt);
  const due = ruledOut(assessed) ? 'none' : !noticedAt ? 'notice' : !reportAt ? 'report' : 'done';
  const hoursLeft = Math.floor(((due === 'notice' ? noticeBy : reportBy).getTime() - now.getTime()) / HOUR_MS);
  const late: BreachClock['late'] = [];
  if (noticedAt && noticedAt > noticeBy) late.push('notice');
  if (reportAt && reportAt > reportBy) late.push('report');
  return {
    due,
    noticeBy,
    reportBy,
    hoursLeft,
    urgency:
      due === 'none' || due === 'done'
        ? 'calm'
        : hoursLeft < 0
          ? 'overdue'
          : hoursLeft < limits.escalateHours
            ? 'soon'
            : 'calm',
    late,
    withoutDelay: (assessed?.subjects ?? 0) >= limits.manySubjects || assessed?.harm === 'yes',
  };
}

/** All three have to come together: one "no" rules a notice out, what is not known does not. */
function ruledOut(assessed: Assessed | null): boolean {
  return assessed !== null && [assessed.sensitive, assessed.acquired, assessed.harm].includes('no');
}
