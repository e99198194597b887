import { type Actor, permits } from '~/access/actor';
import { BASIS_WORDS, erasureState, STATE_WORDS } from '~/domain/erasures/erasure';
import type { Erasure } from '~/domain/erasures/find-erasures.server';
import type { LegalHold } from '~/domain/erasures/find-legal-holds.server';
import { HELD_WORDS } from '~/domain/erasures/legal-hold';
import { momentWords } from '~/ui/day-words';

/** An erasure in words, for who may see it. */
export function erasureView(erasure: Erasure, actor: Actor, inWorld: (moment: Date) => Date) {
  const words = (moment: Date) => momentWords(inWorld(moment));
  const state = erasureState(erasure, erasure.now);
  const mine = erasure.requestedBy.id === actor.personId;
  const decided = erasure.decisions.find(({ by }) => by.id === actor.personId);
  return {
    reference: erasure.reference,
    code: erasure.code,
    basis: BASIS_WORDS[erasure.basis],
    reason: erasure.reason,
    ticket: erasure.ticket,
    state,
    stateWords: STATE_WORDS[state],
    asked: { name: erasure.requestedBy.name, at: words(erasure.requestedAt) },
    until: words(erasure.expiresAt),
    decisions: erasure.decisions.map(({ by, decision, reason, at }) => ({
      by: by.name,
      agreed: decision === 'agreed',
      reason,
      at: words(at),
    })),
    done: erasure.done && { by: erasure.done.by, at: words(erasure.done.at) },
    may: {
      agree: !mine && !decided && state === 'waiting' && permits(actor, 'erasure.agree'),
      execute: state === 'agreed' && permits(actor, 'erasure.request') && (mine || decided?.decision === 'agreed'),
    },
  };
}

export type ErasureView = ReturnType<typeof erasureView>;

export function holdView(hold: LegalHold, actor: Actor, inWorld: (moment: Date) => Date) {
  const words = (moment: Date) => momentWords(inWorld(moment));
  const mine = hold.liftings.some(({ personId }) => personId === actor.personId);
  return {
    reference: hold.reference,
    on: `${HELD_WORDS[hold.kind]} ${hold.name}`,
    code: hold.kind === 'beneficiary' ? hold.code : undefined,
    matter: hold.matter,
    reason: hold.reason,
    placed: `${hold.placedBy}, ${words(hold.placedAt)}`,
    liftings: hold.liftings.map(({ by, at, reason }) => ({ reason, by: `${by}, ${words(at)}` })),
    stands: hold.stands,
    /** The auditor first; then another, who may lay holds. */
    mayLift:
      hold.stands &&
      !mine &&
      permits(actor, 'legal-hold.lift') &&
      (hold.liftings.length > 0 || actor.roles.includes('auditor')),
  };
}

export type HoldView = ReturnType<typeof holdView>;
