import { paths } from '~/http/paths';
import { dayWords } from '~/ui/day-words';
import { DefinitionList } from '~/ui/definition-list';
import { Fingerprint } from '~/ui/fingerprint';
import { Section } from '~/ui/folio';
import { PageHead } from '~/ui/page-head';
import type { PeriodView } from './periods-data.server';
import { trustCrumbs } from './trust-frame';

/** The head of a page about one close. */
export function PeriodHead({ period, title, crumb }: { period: PeriodView; title: string; crumb: string }) {
  const { trustCode: code, fromOn, throughOn } = period;
  return (
    <PageHead
      crumbs={trustCrumbs(code, { label: 'Periods', href: paths.periods(code) }, { label: crumb })}
      code={code}
      title={`${title} ${dayWords(fromOn)} to ${dayWords(throughOn)}`}
    />
  );
}

export function WhatWasClosed({ period }: { period: PeriodView }) {
  return (
    <Section id="closed" question="What was closed">
      <DefinitionList
        look="lines"
        folds
        items={[
          { term: 'Period', detail: `${dayWords(period.fromOn)} to ${dayWords(period.throughOn)}`, kind: 'num' },
          { term: 'Closed', detail: period.closed, kind: 'num' },
          { term: 'Entries in the chain', detail: period.chainLength, kind: 'num' },
          { term: 'Newest link', detail: <Fingerprint hash={period.chainHash} /> },
        ]}
      />
    </Section>
  );
}
