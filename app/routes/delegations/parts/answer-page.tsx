import type { ComponentProps } from 'react';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import type { Problem } from '~/ui/problem';
import type { History } from '../../parts/audit-sentences.server';
import type { DelegationLine } from '../../parts/delegation-words.server';
import { RecordHistory } from '../../parts/record-history';
import { WhatIsHandedOver } from './what-is-handed-over';

interface AnswerPageProps {
  data: {
    line: DelegationLine;
    history: History | null;
    frame: Omit<ComponentProps<typeof Frame>, 'children'>;
    key: string;
  };
  problems: readonly Problem[];
  /** The one word of the answer, on the button and in the crumb. */
  answer: string;
  title: string;
  /** What whoever answers takes upon themselves. */
  lead: string;
}

/** A delegation whole, and one answer to it: accept, or agree. */
export function AnswerPage({ data, problems, answer, title, lead }: AnswerPageProps) {
  const { line, history, frame, key } = data;
  return (
    <Frame {...frame}>
      <PageHead crumbs={[{ href: paths.delegations(), label: 'Delegations' }, { label: answer }]} title={title} />
      <Folio>
        <WhatIsHandedOver line={line} />
        <Section id="answer" question="Your answer" decision>
          <ErrorSummary problems={problems} level={3} />
          <p className="lead">{lead}</p>
          <Form formKey={key}>
            <p className="row row-c">
              <Button>{answer}</Button>
              <a href={paths.delegationEnd(line.id)}>Refuse and end it</a>
            </p>
          </Form>
        </Section>
        {history && <RecordHistory history={history} />}
      </Folio>
    </Frame>
  );
}
