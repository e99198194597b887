import { DefinitionList } from '~/ui/definition-list';
import { Fingerprint } from '~/ui/fingerprint';
import type { EntryView } from './entry-data.server';

/** Where an entry stands among its trust's linked entries; one that was posted a moment ago is not linked yet. */
export function InTheChain({ entry }: { entry: EntryView }) {
  if (entry.place === null || entry.link === null)
    return <p>This entry is not linked yet. That is done within seconds after it was posted.</p>;
  return (
    <DefinitionList
      look="lines"
      folds
      items={[
        { term: 'Place', detail: `${entry.place} of the entries of ${entry.trustCode}`, kind: 'num' },
        { term: 'Link', detail: <Fingerprint hash={entry.link} /> },
      ]}
    />
  );
}
