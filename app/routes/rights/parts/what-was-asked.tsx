import { DefinitionList } from '~/ui/definition-list';
import { Quote } from '~/ui/quote';
import type { RightView } from './right-page.server';

/** Which right is used, by whom, and until when it is answered. */
export function WhatWasAsked({ right }: { right: RightView }) {
  return (
    <>
      <DefinitionList
        look="lines"
        folds
        items={[
          { term: 'Asked', detail: right.kindWords },
          ...(right.of ? [{ term: 'Said to be wrong', detail: right.of }] : []),
          { term: 'By', detail: right.asker },
          { term: 'Known to be so', detail: right.proof },
          { term: 'Received', detail: right.received },
          { term: 'Answer', detail: right.overdue ? <b>{right.clock}</b> : right.clock },
        ]}
      />
      {right.statement && <Quote text={right.statement} by={`Recorded by ${right.recorded.name}`} />}
    </>
  );
}
