import { formatAmount } from '~/money/format';
import { type Check, Checks } from '~/ui/checks';
import { Section } from '~/ui/folio';
import type { PreviewFacts } from './preview.server';
import { caseWords, defendantWords } from './receipt-words';

/** The case the money belongs to, and what was asked before it is shared. */
export function WhichCase({ preview: { receipt, orderVersion, rest } }: { preview: PreviewFacts }) {
  const who = defendantWords(receipt.sequence);
  const checks: Check[] = [
    orderVersion === null
      ? { status: 'alert', what: `${caseWords(receipt)} has no restitution order here` }
      : { status: 'approved', what: `${caseWords(receipt)}, order version ${orderVersion}` },
    {
      status: 'approved',
      what: `Reference ${receipt.clerkReference} has not been seen before`,
      source: 'once in a case',
    },
    rest === null
      ? { status: 'approved', what: `Within what ${who} still owes on the order`, source: '18 USC 3664(h)' }
      : {
          status: 'alert',
          what: `${formatAmount(rest)} more than ${who} still owes on the order`,
          source: '18 USC 3664(h)',
        },
  ];
  return (
    <Section id="case" question="2. Which case it belongs to">
      <Checks checks={checks} />
    </Section>
  );
}
