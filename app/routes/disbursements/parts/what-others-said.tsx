import { Empty } from '~/ui/empty';
import { Section } from '~/ui/folio';
import { Quote } from '~/ui/quote';
import type { ReviewData } from './review-data.server';

/** Every decision on every version, in the deciders' own words. */
export function WhatOthersSaid({ data }: { data: ReviewData }) {
  return (
    <Section id="said" question="What did others say?">
      {data.said.length === 0 && <Empty why="Nobody has decided yet." />}
      {data.said.map((item) => (
        <div className="stack-s" key={item.by}>
          <Quote text={item.text} by={item.by} />
          {item.signed && <p className="meta">{item.signed}</p>}
          {item.judgement && <p className="meta">About the checks: {item.judgement}</p>}
          {item.withdrawn && <p className="meta">{item.withdrawn}</p>}
        </div>
      ))}
    </Section>
  );
}
