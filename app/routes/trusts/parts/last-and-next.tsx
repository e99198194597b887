import { serviceWord } from '~/domain/services-delivered/service-words';
import { daysBetween } from '~/domain/trusts/legal-day';
import { paths } from '~/http/paths';
import { CodeChip } from '~/ui/code-chip';
import { type DatedItem, DatedList } from '~/ui/dated-list';
import { dayWords, shortDayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import { Money } from '~/ui/money';
import type { Overview } from './overview-data.server';

/** What was last done for the child and what is next, as the records say it: no day here is guessed. */
export function LastAndNext({ data }: { data: Overview }) {
  const dated = [...services(data), ...payment(data), ...ahead(data)].sort((a, b) => (a.day < b.day ? -1 : 1));
  const items = [...dated.map(({ day, ...item }) => ({ ...item, ...whenWords(day, data.today) })), ...ofAge(data)];
  return (
    <Section id="m4" question="Last and next">
      {items.length === 0 ? <Empty why="Nothing was given or paid yet." /> : <DatedList items={items} />}
    </Section>
  );
}

type Event = Pick<DatedItem, 'what'> & { day: string };

function services({ beneficiaries }: Overview): Event[] {
  return beneficiaries.flatMap(({ code, last }) =>
    last
      ? [
          {
            day: last.on,
            what: (
              <>
                Last benefit{beneficiaries.length > 1 && <Of code={code} />}: {serviceWord(last.service).toLowerCase()}
              </>
            ),
          },
        ]
      : [],
  );
}

function payment({ lastPayment, currency }: Overview): Event[] {
  if (!lastPayment) return [];
  const what = (
    <>
      Last payment:{' '}
      <a href={paths.entry(lastPayment.entry)}>
        <Money amount={lastPayment.amount} currency={currency} /> to {lastPayment.party}
      </a>
    </>
  );
  return [{ day: lastPayment.occurredOn, what }];
}

function ahead({ plan, beneficiaries, objections, today }: Overview): Event[] {
  const reviews = beneficiaries.flatMap(({ id, code }) => {
    const item = plan.find((one) => one.beneficiaryId === id);
    if (!item) return [];
    const what = <>Care plan review due{beneficiaries.length > 1 && <Of code={code} />}</>;
    return [{ day: item.reviewOn, what }];
  });
  if (!objections || objections.on < today) return reviews;
  const what = (
    <>
      Objections end,{' '}
      <a href={paths.accounting(objections.reference)}>accounting through {dayWords(objections.through)}</a>
    </>
  );
  return [...reviews, { day: objections.on, what }];
}

function ofAge({ majorities, beneficiaries }: Overview): DatedItem[] {
  return majorities.map(({ code, when, planOpen }) => ({
    date: when,
    what: (
      <>
        Majority{beneficiaries.length > 1 && <Of code={code} />};{' '}
        {planOpen ? 'less than 12 months away: its plan is due' : 'its plan opens 12 months before'}
      </>
    ),
  }));
}

function Of({ code }: { code: string }) {
  return (
    <>
      {' '}
      of <CodeChip code={code} />
    </>
  );
}

/** The year is said where the count of days does not make it plain. */
function whenWords(day: string, today: string): Pick<DatedItem, 'date' | 'aside'> {
  const days = daysBetween(today, day);
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  const aside = days === 0 ? 'today' : days < 0 ? `${count} ago` : `in ${count}`;
  return { date: Math.abs(days) < 300 ? shortDayWords(day) : dayWords(day), aside };
}
