import { DefinitionList } from '~/ui/definition-list';
import { Quote } from '~/ui/quote';
import type { ErasureView } from './erasure-page.server';

/** Who asked for the erasure, on what it rests, and why: what the two others judge by. */
export function WhatWasAsked({ erasure }: { erasure: ErasureView }) {
  return (
    <>
      <DefinitionList
        look="lines"
        folds
        items={[
          { term: 'Rests on', detail: erasure.basis },
          ...(erasure.ticket ? [{ term: 'Order or letter', detail: erasure.ticket, kind: 'id' }] : []),
        ]}
      />
      <Quote text={erasure.reason} by={`${erasure.asked.name}, ${erasure.asked.at}`} />
    </>
  );
}
