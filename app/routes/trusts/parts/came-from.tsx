import type { ReactNode } from 'react';
import { paths } from '~/http/paths';
import { formatWithCurrency } from '~/money/format';
import { type Definition, DefinitionList } from '~/ui/definition-list';
import type { EntryView } from './entry-data.server';

/** What an entry rests on: the request and its payment, the receipt, or the books as they were brought in. */
export function CameFrom({ entry, mayOpen }: { entry: EntryView; mayOpen: boolean }) {
  const items: Definition[] = [
    { term: 'From', detail: <Source entry={entry} mayOpen={mayOpen} /> },
    ...(entry.bankReference
      ? [{ term: 'Bank reference', detail: entry.bankReference, kind: 'num id' } satisfies Definition]
      : []),
    ...held(entry),
    ...reversals(entry),
    ...(entry.recordedBy ? [{ term: 'Recorded by', detail: entry.recordedBy } satisfies Definition] : []),
  ];
  return <DefinitionList items={items} look="lines" folds />;
}

function Source({ entry, mayOpen }: { entry: EntryView; mayOpen: boolean }): ReactNode {
  if (entry.payment && entry.request) {
    return (
      <>
        Payment {entry.payment} of request{' '}
        {mayOpen ? <a href={paths.disbursement(entry.request)}>{entry.request}</a> : entry.request}
      </>
    );
  }
  if (entry.returned && entry.returnedRequest) {
    const { returnedRequest: request } = entry;
    return (
      <>
        Returned payment {entry.returned} of request{' '}
        {mayOpen ? <a href={paths.disbursement(request)}>{request}</a> : request}
      </>
    );
  }
  if (entry.receipt) {
    return <>Receipt {mayOpen ? <a href={paths.receipt(entry.receipt)}>{entry.receipt}</a> : entry.receipt}</>;
  }
  if (entry.sourceType === 'payment') return 'A payment by the trustees';
  if (entry.sourceType === 'payment_return') return 'A payment that the bank sent back';
  if (entry.sourceType === 'allocation') return 'A receipt from the clerk of court';
  if (entry.sourceType === 'import') return 'Books that were brought in';
  if (entry.sourceType === 'reversal' && entry.reverses)
    return (
      <>
        The reversal of <a href={paths.entry(entry.reverses)}>entry {entry.reverses}</a>
      </>
    );
  return <span className="id">{`${entry.sourceType} ${entry.sourceRef}`}</span>;
}

function held({ hold, currency }: EntryView): Definition[] {
  if (!hold) return [];
  const figure = formatWithCurrency(hold.amount, currency);
  if (hold.reason === 'payment') return [{ term: 'Hold', detail: `It settled the hold of ${figure}` }];
  const state = hold.ending ? 'waited under a hold until it was enough' : 'waits under a hold until it is enough';
  return [{ term: 'Hold', detail: `A share under the least amount: ${figure} ${state}` }];
}

function reversals(entry: EntryView): Definition[] {
  return [
    ...(entry.reverses && entry.sourceType !== 'reversal'
      ? [{ term: 'Reverses', detail: <a href={paths.entry(entry.reverses)}>Entry {entry.reverses}</a> }]
      : []),
    ...(entry.reversedBy
      ? [{ term: 'Reversed by', detail: <a href={paths.entry(entry.reversedBy)}>Entry {entry.reversedBy}</a> }]
      : []),
  ];
}
