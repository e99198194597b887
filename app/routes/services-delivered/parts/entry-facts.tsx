import { paths } from '~/http/paths';
import { type Definition, DefinitionList } from '~/ui/definition-list';
import { Section } from '~/ui/folio';
import type { EntryFactsData } from './entry-facts.server';

/** What the caseworker logged: all of it, so that nobody confirms what they have not read. */
export function EntryFacts({ service }: { service: EntryFactsData }) {
  const { reference, what, amount, attended, day, providerCode, lateReason, note, replaces } = service;
  const said: Definition[] = [
    { term: 'Service', detail: what },
    { term: 'Was the child there?', detail: attended ? `Yes, ${amount}` : 'The child did not attend' },
    { term: 'Day', detail: day },
    { term: 'Provider', detail: providerCode },
    ...(lateReason ? [{ term: 'Why it is late', detail: lateReason }] : []),
    { term: 'Note', detail: note || 'No note' },
    ...(replaces
      ? [{ term: 'Puts right', detail: <a href={paths.serviceReview(replaces)}>{replaces}</a>, kind: 'num id' }]
      : []),
    { term: 'Reference', detail: reference, kind: 'num id' },
  ];
  return (
    <Section id="logged" question="What was logged">
      <DefinitionList look="lines" folds items={said} />
    </Section>
  );
}
