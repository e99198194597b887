import { type Actor, permits } from '~/access/actor';
import { ITEM_WORDS } from '~/domain/reveals/reveal';
import type { Right } from '~/domain/rights/find-rights.server';
import {
  ASKER_WORDS,
  daysLeft,
  GROUND_WORDS,
  isOpen,
  KIND_WORDS,
  PROOF_WORDS,
  rightState,
  STATE_WORDS,
} from '~/domain/rights/right';
import { dayWords, momentWords } from '~/ui/day-words';

/** A request about rights in words, for who may see it. */
export function rightView(right: Right, actor: Actor, inWorld: (moment: Date) => Date) {
  const words = (moment: Date) => momentWords(inWorld(moment));
  const state = rightState(right);
  const mine = right.recordedBy.id === actor.personId;
  const agreed = right.decision?.decision === 'agreed';
  const answering = agreed && permits(actor, 'rights.answer');
  return {
    reference: right.reference,
    kind: right.kind,
    kindWords: KIND_WORDS[right.kind],
    code: right.code,
    asker: ASKER_WORDS[right.asker],
    proof: PROOF_WORDS[right.proof],
    received: dayWords(right.receivedOn),
    of: right.item ? `${ITEM_WORDS[right.item]}, in the vault` : right.record,
    item: right.item && ITEM_WORDS[right.item],
    record: right.record,
    statement: right.statement,
    state,
    stateWords: STATE_WORDS[state],
    clock: clockWords(right),
    overdue: isOpen(state) && daysLeft(right.dueOn, right.today) < 0,
    recorded: { name: right.recordedBy.name, at: words(right.recordedAt) },
    decision: right.decision && {
      by: right.decision.by,
      agreed: right.decision.decision === 'agreed',
      why: [right.decision.ground && `${GROUND_WORDS[right.decision.ground]}.`, right.decision.reason]
        .filter(Boolean)
        .join(' '),
      at: words(right.decision.at),
    },
    answers: right.answers.map(({ copy, version, note, by, at }) => ({
      key: copy ?? String(version ?? note),
      what: copy
        ? `Copy ${copy} taken`
        : version
          ? `Version ${version} kept in the vault`
          : `Note of correction: ${note}`,
      by,
      at: words(at),
    })),
    may: {
      decide: state === 'waiting' && !mine && permits(actor, 'rights.agree'),
      take: agreed && permits(actor, 'rights.export') && right.kind === 'access',
      note: answering && state === 'agreed' && right.record !== null,
      correct: answering && state === 'agreed' && right.item !== null && permits(actor, 'rights.correct'),
    },
  };
}

export type RightView = ReturnType<typeof rightView>;

/** The clock of policy RQ-1: how long there is, or by how much it is over, in words. */
function clockWords(right: Right): string {
  const due = dayWords(right.dueOn);
  if (!isOpen(rightState(right))) return `Was due ${due}`;
  const left = daysLeft(right.dueOn, right.today);
  const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);
  if (left < 0) return `Overdue by ${days(-left)}: was due ${due}`;
  return left === 0 ? `Due today, ${due}` : `Due ${due}, in ${days(left)}`;
}
