import type { Actor } from '~/access/actor';
import type { Reveal } from '~/domain/reveals/find-reveals.server';
import {
  ITEM_WORDS,
  PURPOSE_WORDS,
  revealState,
  STATE_WORDS,
  waitsForRatification,
  waitsForReview,
} from '~/domain/reveals/reveal';
import { dayWords, momentWords } from '~/ui/day-words';

/** A reveal in words, for who may see it. Nothing here is or was ever a part of an identity. */
export function revealView(reveal: Reveal, actor: Actor, inWorld: (moment: Date) => Date) {
  const words = (moment: Date | null) => (moment ? momentWords(inWorld(moment)) : null);
  const state = revealState(reveal, reveal.now);
  const until = reveal.path === 'emergency' ? reveal.expiresAt : reveal.openUntil;
  const mine = reveal.requestedBy.id === actor.personId;
  const others = { name: reveal.requestedBy.name, at: words(reveal.requestedAt) };
  return {
    reference: reveal.reference,
    code: reveal.code,
    emergency: reveal.path === 'emergency',
    item: ITEM_WORDS[reveal.item],
    itemKey: reveal.item,
    purpose: PURPOSE_WORDS[reveal.purpose],
    reason: reveal.reason,
    ticket: reveal.ticket,
    state,
    stateWords: STATE_WORDS[state],
    asked: others,
    second: reveal.askedOf?.name ?? null,
    decided: reveal.decidedBy
      ? {
          by: reveal.decidedBy,
          at: words(reveal.decidedAt),
          agreed: reveal.decision === 'agreed',
          reason: reveal.decisionReason ?? '',
        }
      : null,
    until: words(until),
    agreeBy: words(reveal.expiresAt),
    opened: reveal.openings > 0 ? { times: reveal.openings, at: words(reveal.openedAt) } : null,
    hidden: words(reveal.closedAt),
    reviewBy: reveal.reviewDue ? dayWords(reveal.reviewDue) : null,
    review: reveal.review ? { ...reveal.review, at: words(reveal.review.at) } : null,
    may: {
      open: mine && state === 'open',
      agree: !mine && state === 'waiting' && reveal.askedOf?.id === actor.personId,
      ratify: !mine && actor.roles.includes('trustee') && waitsForRatification(reveal),
      review: !mine && actor.roles.includes('auditor') && waitsForReview(reveal),
    },
  };
}

export type RevealView = ReturnType<typeof revealView>;
