import type { AmountText } from '~/money/amount';
import { formatCourt } from '~/money/format';
import { classes } from './classes';

interface CourtNumProps {
  /** Null: none in this column, a dash. "0.00" is a figure. */
  amount: AmountText | null;
  sum?: boolean;
}

/** A figure's cell in the court's hand: "(869.57)", and the closing bracket hangs so that the digits align. */
export function CourtNum({ amount, sum = false }: CourtNumProps) {
  return (
    <td className={classes('num', sum && 'sum')}>
      <CourtFigure amount={amount} />
    </td>
  );
}

export function CourtFigure({ amount }: { amount: AmountText | null }) {
  if (amount === null) return <>–</>;
  const figure = formatCourt(amount);
  if (!figure.endsWith(')')) return <>{figure}</>;
  return (
    <>
      {figure.slice(0, -1)}
      <span className="hang">)</span>
    </>
  );
}

/** The same inside a sentence, where nothing must align. */
export function CourtMoney({ amount }: { amount: AmountText }) {
  return <span className="money">{formatCourt(amount)}</span>;
}
