import { DefinitionList } from '~/ui/definition-list';
import { Quote } from '~/ui/quote';
import type { ErasureView } from './erasure-page.server';

/** Who asked for the erasure, on what it rests, and why: what the two others judge by. `deciding`: also who agreed before. */
export function WhatWasAsked({ erasure, deciding = false }: { erasure: ErasureView; deciding?: boolean }) {
  const agreed = erasure.decisions.map(({ by, reason }) => `${by}: ${reason}`);
  return (
    <>
      <DefinitionList
        look="lines"
        folds
        items={[
          { term: 'Rests on', detail: erasure.basis },
          ...(erasure.ticket ? [{ term: 'Order or letter', detail: erasure.ticket, kind: 'id' }] : []),
          ...(deciding ? [{ term: 'Agreed so far', detail: agreed.join('; ') || 'Nobody' }] : []),
        ]}
      />
      <Quote text={erasure.reason} by={`${erasure.asked.name}, ${erasure.asked.at}`} />
    </>
  );
}
