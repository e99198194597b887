import { DefinitionList } from '~/ui/definition-list';
import { Quote } from '~/ui/quote';
import type { RevealView } from './reveal-page.server';

/** Who asked to see what, and why: what the second person and the auditor judge by. */
export function WhatWasAsked({ reveal }: { reveal: RevealView }) {
  return (
    <>
      <DefinitionList
        look="lines"
        folds
        items={[
          { term: 'Item', detail: reveal.item },
          { term: 'Purpose', detail: reveal.purpose },
          ...(reveal.ticket ? [{ term: 'Order or ticket', detail: reveal.ticket, kind: 'id' }] : []),
        ]}
      />
      <Quote text={reveal.reason} by={`${reveal.asked.name}, ${reveal.asked.at}`} />
    </>
  );
}
