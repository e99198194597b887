import { formatAmount } from '~/money/format';
import { dayWords } from '~/ui/day-words';
import { Section } from '~/ui/folio';
import { Money } from '~/ui/money';
import { RunwayChart } from '~/ui/runway-chart';
import type { ReviewData } from './review-data.server';

/** Will the money last? The sentence first; without a history there is no line, because a made-up one is believed. */
export function WillItLast({ data }: { data: ReviewData }) {
  const { runway, holdings, leftAfter, today } = data.forecast;
  return (
    <Section id="last" question="Will the money last?">
      {runway ? (
        <RunwayChart
          id="runway"
          data={{
            firstYear: runway.firstYear,
            lastYear: runway.lastYear,
            today,
            history: runway.history,
            leftAfter,
            ends: runway.ends,
            ...(runway.majority ? { majority: runway.majority } : {}),
          }}
          said={runway.said}
          note={
            <>
              At the pace of the last 12 months, <Money amount={runway.pace} /> a month: {runway.monthsBefore} months
              before this payment, {runway.monthsAfter} after. Band: 20% slower to 20% faster. Not counted: holdings,{' '}
              <Money amount={holdings} />.
            </>
          }
          alt={`Line of cash from ${runway.firstYear} to ${runway.lastYear}. It is ${formatAmount(leftAfter)} after this request. ${runway.said}`}
          labels={{
            left: `${formatAmount(leftAfter)} left after`,
            end: `Cash ends ${runway.ends.pace.slice(0, 4)}`,
            ...(runway.majority ? { majority: `Turns 18 ${runway.majority.words}` } : {}),
          }}
          table={{
            caption: `Cash left at each year end, ${data.currency}`,
            paces: ['20% slower', 'Last year’s pace', '20% faster'],
            rows: runway.yearEnds.map((row) => ({
              date: dayWords(row.on),
              slower: row.slower,
              pace: row.pace,
              faster: row.faster,
            })),
          }}
        />
      ) : (
        <p className="said">Not enough history to say how long the money lasts.</p>
      )}
    </Section>
  );
}
