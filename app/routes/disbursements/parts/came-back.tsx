import { paths } from '~/http/paths';
import { amount } from '~/money/amount';
import { formatWithCurrency } from '~/money/format';
import { type Definition, DefinitionList } from '~/ui/definition-list';
import { Section } from '~/ui/folio';
import type { ReviewData } from './review-data.server';

/** A payment that the bank sent back: why, when, what it kept, and the entries that say so. */
export function CameBack({ data: { proof, currency } }: { data: ReviewData }) {
  const { returned } = proof;
  if (!returned) return null;
  const items: Definition[] = [
    { term: 'Why', detail: returned.reason },
    { term: 'Returned on', detail: returned.on },
    { term: 'Bank reference', detail: returned.bank, kind: 'num id' },
    { term: 'Amount', detail: <>{formatWithCurrency(returned.amount, currency)}, back in this beneficiary’s cash</> },
    { term: 'Entry', detail: <a href={paths.entry(returned.entry)}>Entry {returned.entry}</a> },
    ...(returned.chargeEntry === null || amount(returned.charge).isZero()
      ? []
      : [
          {
            term: 'The bank kept',
            detail: (
              <>
                {formatWithCurrency(returned.charge, currency)},{' '}
                <a href={paths.entry(returned.chargeEntry)}>entry {returned.chargeEntry}</a>
              </>
            ),
          },
        ]),
    { term: 'Recorded by', detail: `${returned.by}, as ${returned.reference}` },
  ];
  return (
    <Section
      id="returned"
      question="What did the bank send back?"
      meta="The services may be asked for again in a new request"
    >
      <DefinitionList items={items} look="lines" folds />
    </Section>
  );
}
