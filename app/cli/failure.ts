/** Ends a command with a sentence and exit status 1. Anything else that is thrown is a fault, and is said to be one. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
