import type { ReactNode } from 'react';
import type { AmountText } from '~/money/amount';
import { formatWithCurrency } from '~/money/format';
import { CodeChip } from './code-chip';

interface RestateProps {
  code: string;
  /** To whom: "Provider 03". */
  who: ReactNode;
  /** Which record, in which version: "D-2027-0113, version 3". */
  record: string;
  amount: AmountText;
  currency: string;
  /** "est. USD 869.57", where the amount is paid in another currency. */
  also?: string;
}

/** Says the code and the amount again, large, above the button: a mix-up is caught here or not at all. */
export function Restate({ code, who, record, amount, currency, also }: RestateProps) {
  return (
    <div className="restate row">
      <p>
        <CodeChip code={code} chip="big" />
      </p>
      <p>
        {who}
        <br />
        <span className="muted">{record}</span>
      </p>
      <p className="push num">
        <b>{formatWithCurrency(amount, currency)}</b>
        {also && (
          <>
            <br />
            <span className="muted">{also}</span>
          </>
        )}
      </p>
    </div>
  );
}
