import { CASH } from '~/ledger/journal-entry';
import { type Decimal, toText } from '~/money/amount';
import { formatAmount } from '~/money/format';
import type { PlannedEntry } from './plan-import';

const money = (value: Decimal) => formatAmount(toText(value));

const EFFECTS: Record<string, string> = {
  receipt: 'received',
  gain: 'gain on',
  loss: 'loss on',
  disbursement: 'cost',
  distribution: 'care',
};

/** What posting a row does, in the few words a preview has room for. */
export function rowEffect(entry: PlannedEntry, cashMoves: Decimal): string {
  const about = entry.postings
    .filter((line) => line.account !== CASH && line.account !== 'opening:balance')
    .map(effect);
  const cash = cashMoves.isZero() ? [] : [`cash ${cashMoves.isPositive() ? '+' : ''}${money(cashMoves)}`];
  return [...about, ...cash].join(' · ');
}

/** "care EDU, principal 1,000.00"; "in: PHP at 2,000.00". */
function effect(line: PlannedEntry['postings'][number]): string {
  const [kind = '', detail = ''] = line.account.split(':');
  const figure = money(line.amount.abs());
  if (line.lot) return `${line.amount.isPositive() ? 'in' : 'out'}: ${detail} at ${figure}`;
  const back = kind === 'distribution' && line.amount.isNegative() ? 'given back: ' : '';
  return `${back}${EFFECTS[kind] ?? kind} ${detail.replaceAll('_', ' ')}, ${line.part} ${figure}`;
}
