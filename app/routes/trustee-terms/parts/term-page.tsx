import type { ComponentProps, ReactNode } from 'react';
import { paths } from '~/http/paths';
import { DefinitionList } from '~/ui/definition-list';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import type { Problem } from '~/ui/problem';
import type { History } from '../../parts/audit-sentences.server';
import { RecordHistory } from '../../parts/record-history';
import type { TermLine } from '../../parts/term-words.server';

interface TermPageProps {
  data: { line: TermLine; history: History | null; frame: Omit<ComponentProps<typeof Frame>, 'children'>; key: string };
  problems: readonly Problem[];
  /** Of the crumb. */
  act: string;
  title: string;
  /** What whoever does it takes upon themselves, or what follows. */
  lead: string;
  question: string;
  children: ReactNode;
}

/** A term whole, and one form about it. */
export function TermPage({
  data: { line, history, frame, key },
  problems,
  act,
  title,
  lead,
  question,
  children,
}: TermPageProps) {
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.trusteeTerms(), label: 'Who is trustee' },
          { href: paths.trustees(line.trust), label: line.trust },
          { label: act },
        ]}
        title={title}
        lead={lead}
      />
      <Folio>
        <Section id="term" question="The term">
          <DefinitionList
            look="lines"
            folds
            items={[
              { term: 'Trustee', detail: line.person },
              { term: 'Trust', detail: line.trust },
              { term: 'Days', detail: line.days },
              { term: 'By', detail: line.authority },
              { term: 'Recorded', detail: line.given },
              { term: 'State', detail: line.state },
              ...(line.accepted ? [{ term: 'Notice', detail: line.notice }] : []),
              ...(line.handover ? [{ term: 'Handover', detail: line.handover }] : []),
            ]}
          />
        </Section>
        <Section id="act" question={question} decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>{children}</Form>
        </Section>
        {history && <RecordHistory history={history} />}
      </Folio>
    </Frame>
  );
}
