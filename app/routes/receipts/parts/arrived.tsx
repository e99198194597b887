import { dayWords } from '~/ui/day-words';
import { DefinitionList } from '~/ui/definition-list';
import { Section } from '~/ui/folio';
import { Money } from '~/ui/money';
import type { ReceiptFacts } from './receipt-facts';
import { COMPONENT_WORDS } from './receipt-words';

/** What the clerk sent. */
export function Arrived({ receipt }: { receipt: ReceiptFacts }) {
  return (
    <Section id="arrived" question="1. What arrived">
      <DefinitionList
        look="lines"
        items={[
          { term: 'Clerk’s reference', detail: receipt.clerkReference, kind: 'num id l' },
          { term: 'Paid on', detail: dayWords(receipt.paidOn) },
          { term: 'Amount', detail: <Money amount={receipt.amount} currency={receipt.currency} />, kind: 'money' },
          { term: 'Part', detail: COMPONENT_WORDS[receipt.component] },
        ]}
      />
    </Section>
  );
}
