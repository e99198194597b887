import { type Actor, permits } from '~/access/actor';
import type { BreachClock } from '~/domain/incidents/breach-clock';
import type { Incident, IncidentLine } from '~/domain/incidents/find-incidents.server';
import { ANSWER_WORDS, CONDITION_TERMS, type Condition, KIND_WORDS, LINE_WORDS } from '~/domain/incidents/incident';
import { momentWords } from '~/ui/day-words';
import type { StatusName } from '~/ui/status';
import { clockWords } from '../../parts/clock-words';

/** An incident in words, for who may see it. */
export function incidentView(incident: Incident, actor: Actor, inWorld: (moment: Date) => Date) {
  const words = (moment: Date) => momentWords(inWorld(moment));
  const [newest, ...earlier] = incident.assessments
    .map((item) => ({
      by: `${item.by}, ${words(item.at)}`,
      believed: words(item.believedAt),
      subjects: item.subjects === null ? 'Not known yet' : String(item.subjects),
      conditions: (Object.keys(CONDITION_TERMS) as Condition[]).map((name) => ({
        term: CONDITION_TERMS[name],
        answer: ANSWER_WORDS[item[name]],
        why: item[`${name}Why`],
      })),
    }))
    .reverse();
  return {
    reference: incident.reference,
    kind: KIND_WORDS[incident.kind],
    discovered: words(incident.discoveredAt),
    what: incident.what,
    reported: `${incident.reportedBy}, ${words(incident.reportedAt)}`,
    codes: codesWords(incident),
    newest: newest ?? null,
    earlier,
    lines: incident.lines.map((line) => lineView(line, words)),
    clock: clockView(incident.clock, newest !== undefined, words),
    mayKeep: permits(actor, 'incident.keep'),
  };
}

export type IncidentView = ReturnType<typeof incidentView>;

function codesWords({ codes, others }: Incident): string {
  const more = others === 0 ? '' : `${codes.length > 0 ? ', and ' : ''}${others} that you may not see`;
  return `${codes.join(', ')}${more}` || 'None is named';
}

function lineView(line: IncidentLine, words: (moment: Date) => string) {
  const { id, kind, what, evidence, replaced } = line;
  return {
    id,
    kind: LINE_WORDS[kind],
    status: (replaced ? 'voided' : kind === 'step' ? 'run' : 'sent') as StatusName,
    what,
    evidence,
    replaced,
    happened: words(line.happenedAt),
    written: `${line.by}, ${words(line.at)}`,
  };
}

/** The clock as shape and words; never by its color alone. */
function clockView(clock: BreachClock, assessed: boolean, words: (moment: Date) => string) {
  const { due, urgency, late, withoutDelay } = clock;
  return {
    ...(CLOCK_LOOKS[due] ?? URGENT_LOOKS[urgency]),
    words: clockWords(clock),
    noticeBy: due === 'none' ? null : words(clock.noticeBy),
    reportBy: due === 'none' ? null : words(clock.reportBy),
    late: late.map((what) => (what === 'notice' ? 'The notice was late.' : 'The full report was late.')),
    withoutDelay: withoutDelay && due === 'notice',
    assessed,
    urgent: urgency !== 'calm',
  };
}

const CLOCK_LOOKS: Partial<Record<BreachClock['due'], { status: StatusName }>> = {
  none: { status: 'draft' },
  done: { status: 'confirmed' },
};
const URGENT_LOOKS: Record<BreachClock['urgency'], { status: StatusName }> = {
  calm: { status: 'waiting' },
  soon: { status: 'alert' },
  overdue: { status: 'differs' },
};
