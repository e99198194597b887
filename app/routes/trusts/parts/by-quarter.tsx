import { amount, sum, toText } from '~/money/amount';
import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import { QuartersChart } from '~/ui/quarters-chart';
import type { Overview } from './overview-data.server';

/** Receipts above, payments below: the year last accounted for, or the newest in the books. */
export function ByQuarter({ data: { quarters, year, currency } }: { data: Overview }) {
  const none = quarters.every((one) => amount(one.receipts).isZero() && amount(one.payments).isZero());
  const passed = quarters.filter((one) => amount(one.payments).gt(amount(one.receipts))).length;
  return (
    <Section id="m2" question="Receipts and payments" meta={`By quarter, ${year}, ${currency}`}>
      {none ? (
        <Empty why={`Nothing was received or paid in ${year}.`} />
      ) : (
        <QuartersChart
          id="quarters"
          quarters={quarters.map(({ quarter, ...sums }) => ({ label: `Q${quarter} ${year}`, ...sums }))}
          said={`Payments passed receipts in ${passed === 0 ? 'none' : passed} of 4 quarters.`}
          alt={`Columns for four quarters of ${year}: receipts above the line, payments below it.`}
          caption={`Receipts and payments by quarter, ${year}, ${currency}`}
          total={{
            label: year,
            receipts: toText(sum(quarters.map((one) => one.receipts))),
            payments: toText(sum(quarters.map((one) => one.payments))),
          }}
        />
      )}
    </Section>
  );
}
