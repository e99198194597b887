import type { AmountText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import { classes } from './classes';

export interface EquationTerm {
  label: string;
  amount: AmountText;
  /** What stands before it. "≠" crosses out the equals sign. */
  op?: '−' | '+' | '=' | '≠';
  /** A figure that can be opened: ink, grey underline. */
  href?: string;
  /** The closing figure, with the double rule under it. */
  closing?: boolean;
  /** Stands apart at the right: not part of the sum, or its difference. */
  apart?: boolean;
}

/** Posted − held = available, or bank = control = sum of trusts: the sum a reader can check by eye. */
export function Equation({ terms }: { terms: readonly EquationTerm[] }) {
  return (
    <dl className="eq fig">
      {terms.map((term) => (
        <div
          key={term.label}
          className={classes(term.op === '≠' && 'ne', term.apart && 'gap') || undefined}
          data-op={term.op}
        >
          <dt>{term.label}</dt>
          <dd className={term.closing ? 'num dbl' : undefined}>
            <TermFigure term={term} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function TermFigure({ term }: { term: EquationTerm }) {
  const figure = formatAmount(term.amount);
  if (term.href) {
    return (
      <a className="quiet" href={term.href}>
        {figure}
      </a>
    );
  }
  return term.closing && !term.apart ? <b>{figure}</b> : figure;
}
