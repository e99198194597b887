import { serviceWord } from '~/domain/services-delivered/service-words';
import { CodeChip } from '~/ui/code-chip';
import { dayWords, shortDayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import { Queue, type QueueColumn } from '~/ui/queue';
import { Tag } from '~/ui/tag';
import type { Overview } from './overview-data.server';

type Item = Overview['plan'][number];

/** What the care plans promised, and what was given of it. */
export function PlannedAndGiven({ data }: { data: Overview }) {
  const { plan, beneficiaries, today } = data;
  const [first] = plan;
  const one = beneficiaries.length === 1;
  const meta = one && first ? `Care plan version ${first.planVersion}, review due ${dayWords(first.reviewOn)}` : null;
  const codeOf = (item: Item) => beneficiaries.find((child) => child.id === item.beneficiaryId)?.code ?? '';
  const figures: QueueColumn<Item>[] = [
    { head: 'Planned', kind: 'num', said: true, cell: (item) => item.planned },
    { head: 'Given', kind: 'num', said: true, cell: (item) => item.given },
    { head: 'Left', kind: 'num', said: true, cell: (item) => Math.max(0, item.planned - item.given) },
    { head: 'Until', kind: 'date', said: true, cell: (item) => untilWords(item.until, today) },
    { head: 'State', cell: (item) => <ItemState item={item} today={today} /> },
  ];
  return (
    <Section id="m3" question="Planned and given" meta={meta}>
      {plan.length === 0 ? (
        <Empty why="No approved plan." next="Services can be logged but cannot be paid." />
      ) : (
        <Queue<Item>
          caption="Care plan items"
          rows={plan}
          rowKey={(item) => String(item.id)}
          columns={[
            { head: 'Service', kind: 'head', cell: (item) => `${serviceWord(item.service)}, ${item.unit}s` },
            ...(one ? [] : [{ head: 'For', cell: (item: Item) => <CodeChip code={codeOf(item)} /> }]),
            { head: 'Provider', cell: (item) => item.providerCode },
            ...figures,
          ]}
        />
      )}
    </Section>
  );
}

/** The year is said where it is not this one. */
function untilWords(until: string, today: string): string {
  return until.slice(0, 4) === today.slice(0, 4) ? shortDayWords(until) : dayWords(until);
}

function ItemState({ item, today }: { item: Item; today: string }) {
  const done = item.given >= item.planned;
  if (done) {
    return (
      <Tag status="confirmed" plain>
        All given
      </Tag>
    );
  }
  if (item.until < today) {
    return (
      <Tag status="alert" plain>
        Ended
      </Tag>
    );
  }
  if (item.given === 0) {
    return (
      <Tag status="alert" plain>
        None yet
      </Tag>
    );
  }
  return (
    <Tag status="paid" plain>
      On track
    </Tag>
  );
}
