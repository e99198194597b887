import { formatWithCurrency } from '~/money/format';
import { Section } from '~/ui/folio';
import { Money } from '~/ui/money';
import { MoneyPath } from '~/ui/money-path';
import type { SummaryView } from './summary-view.server';

/** What came and went this year, by purpose; the steps add up to what is on hand. */
export function YearInSums({ summary, year }: { summary: SummaryView; year: string }) {
  const { trustCode, currency, received, spent, steps, holdings } = summary;
  return (
    <Section id={`year-${trustCode}`} question={`This year, ${year}`} meta={`In trust ${trustCode}`}>
      <MoneyPath
        id={`path-${trustCode}`}
        said={`${formatWithCurrency(received, currency)} received and ${formatWithCurrency(spent, currency)} spent this year.`}
        caption={`Received and spent in ${year}, in ${currency}`}
        currency={currency}
        steps={steps}
        note={
          <>
            On hand: the cash above, and holdings of <Money amount={holdings} currency={currency} /> at carrying value.
          </>
        }
      />
    </Section>
  );
}
