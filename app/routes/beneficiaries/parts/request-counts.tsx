import { DefinitionList } from '~/ui/definition-list';
import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import type { SummaryView } from './summary-view.server';

/** How many requests for payment are in which state; what each is for is the trustees' to see. */
export function RequestCounts({ summary: { trustCode, requests } }: { summary: SummaryView }) {
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return (
    <Section id={`requests-${trustCode}`} question="Requests for payment" meta="Since these books began">
      {requests.length === 0 ? (
        <Empty why="Nothing was asked for yet." />
      ) : (
        <DefinitionList
          look="figures"
          items={requests.map(({ state, count }) => ({ term: capital(state), detail: count }))}
        />
      )}
    </Section>
  );
}
