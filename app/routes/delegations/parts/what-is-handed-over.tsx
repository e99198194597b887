import { Section } from '~/ui/folio';
import { Quote } from '~/ui/quote';
import type { DelegationLine } from '../../parts/delegation-words.server';

/** A delegation whole, for who is about to answer it. */
export function WhatIsHandedOver({ line }: { line: DelegationLine }) {
  return (
    <Section id="what" question="What is handed over?">
      <p>
        {line.delegate} stands in for {line.delegator} as {line.office}, {line.days}, and may {line.may}.
      </p>
      <Quote text={line.reason} by={line.delegator} />
      <p className="meta">
        {line.state.replace(/\.$/, '')}. The two count as one person: neither decides on what the other asked for, and
        they do not both decide.
      </p>
    </Section>
  );
}
