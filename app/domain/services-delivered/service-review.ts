/** What a supervisor says of an entry; the database's check on service_review.decision lists the same. */
export const REVIEW_DECISIONS = ['confirmed', 'sent_back'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];
