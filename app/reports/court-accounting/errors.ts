export type AccountingFaultCode =
  | 'accounting.out-of-balance'
  | 'accounting.opening-differs'
  | 'accounting.line-outside-period'
  | 'accounting.not-printable';

/** The figures contradict themselves: a fault of the books or of their collection, never something to print. */
export class AccountingFault extends Error {
  override readonly name = 'AccountingFault';

  constructor(
    readonly code: AccountingFaultCode,
    message: string,
  ) {
    super(message);
  }
}
