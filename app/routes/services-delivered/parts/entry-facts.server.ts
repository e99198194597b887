import type { ServiceRecord } from '~/domain/services-delivered/get-service.server';
import { FIELD_ZONE } from '~/domain/trusts/zones';
import { momentWords } from '~/ui/day-words';
import { entryLine } from './entry-line';

/** An entry as the supervisor reads it; times are those of where it was logged. */
export function entryFacts(service: ServiceRecord, inWorld: (recorded: Date) => Date) {
  const { worker, lateReason, note, replaces, correctedBy, withdrawn, recordedAt, review } = service;
  return {
    ...entryLine(service),
    worker,
    lateReason,
    note,
    replaces,
    correctedBy,
    withdrawn,
    loggedAt: momentWords(inWorld(recordedAt), FIELD_ZONE),
    review: review && { ...review, at: momentWords(inWorld(review.at), FIELD_ZONE) },
  };
}

export type EntryFactsData = ReturnType<typeof entryFacts>;
