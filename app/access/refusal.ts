/**
 * An expected "no": shown to the person as its sentence, beside the field it speaks of.
 * Anything else that is thrown is a fault of ours and goes to the error boundary.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    /** Stable, for tests and logs: "disbursement.self-approval". */
    readonly code: string,
    /** The sentence a person reads: what is wrong, where, and what to do. */
    message: string,
    /** The form field it speaks of, if one. */
    readonly field?: string,
  ) {
    super(message);
  }
}

/** Unknown and out of scope are the same answer, so that nobody learns which codes exist. */
export class NotFound extends Refusal {
  constructor() {
    super('not-found', 'There is no such page, or it is not yours to see.');
  }
}
