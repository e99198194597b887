import { paths } from '~/http/paths';
import { Equation } from '~/ui/equation';
import { NamedPlate } from '~/ui/plate';
import { cashTerms } from '../../parts/cash-figures';
import type { TrustMoney } from './trust-frame';

/** Posted, held, available: the three money words, the same on every page of a trust. */
export function MoneyNow({ code, money }: { code: string; money: TrustMoney }) {
  const ledger = paths.ledger(code);
  return (
    <NamedPlate id="now" title="Money now">
      <Equation
        terms={[
          ...cashTerms(money.currency, money, ledger, `${ledger}#held`),
          {
            label: 'Holdings, at carrying value',
            amount: money.holdings,
            apart: true,
            href: `${ledger}#holdings`,
          },
        ]}
      />
    </NamedPlate>
  );
}
