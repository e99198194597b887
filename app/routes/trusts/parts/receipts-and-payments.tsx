import { type AmountText, amount, sum, toText } from '~/money/amount';
import { monthWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { FlowsChart } from '~/ui/flows-chart';
import type { Flow } from '~/ui/flows-layout';
import { Section } from '~/ui/folio';
import { Tabs } from '~/ui/tabs';
import type { Overview } from './overview-data.server';

export type FlowUnit = 'month' | 'quarter';

interface ReceiptsAndPaymentsProps {
  data: Overview;
  unit: FlowUnit;
  /** The address of the page with the picture by the other unit. */
  by: (unit: FlowUnit) => string;
}

/** Receipts above, payments below: the year last accounted for, or the newest in the books. */
export function ReceiptsAndPayments({ data: { months, year, currency }, unit, by }: ReceiptsAndPaymentsProps) {
  const flows = unit === 'month' ? months.map(monthFlow) : quarterFlows(months, year);
  const none = flows.every((one) => amount(one.receipts).isZero() && amount(one.payments).isZero());
  const passed = flows.filter((one) => amount(one.payments).gt(amount(one.receipts))).length;
  return (
    <Section id="flows" question="Receipts and payments" meta={`By ${unit}, ${year}, ${currency}`}>
      {none ? (
        <Empty why={`Nothing was received or paid in ${year}.`} />
      ) : (
        <>
          <FlowsChart
            id="flow"
            unit={unit === 'month' ? 'Month' : 'Quarter'}
            flows={flows}
            said={`Payments passed receipts in ${passed === 0 ? 'none' : passed} of ${flows.length} ${unit}s.`}
            alt={`Columns for the ${flows.length} ${unit}s of ${year}: receipts above the line, payments below it.`}
            caption={`Receipts and payments by ${unit}, ${year}, ${currency}`}
            total={{ label: year, receipts: total(flows, 'receipts'), payments: total(flows, 'payments') }}
          />
          <Tabs
            label="By month or by quarter"
            tabs={[
              { href: by('month'), label: 'By month', current: unit === 'month' },
              { href: by('quarter'), label: 'By quarter', current: unit === 'quarter' },
            ]}
          />
        </>
      )}
    </Section>
  );
}

type Months = Overview['months'];

function monthFlow({ month, ...sums }: Months[number]): Flow {
  return { label: monthWords(month), ...sums };
}

function quarterFlows(months: Months, year: string): Flow[] {
  return [0, 3, 6, 9].map((start) => {
    const three = months.slice(start, start + 3);
    return {
      label: `Q${start / 3 + 1} ${year}`,
      receipts: total(three, 'receipts'),
      payments: total(three, 'payments'),
    };
  });
}

function total(
  rows: readonly Record<'receipts' | 'payments', AmountText>[],
  side: 'receipts' | 'payments',
): AmountText {
  return toText(sum(rows.map((row) => row[side])));
}
