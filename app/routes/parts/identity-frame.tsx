import type { ReactNode } from 'react';
import { paths } from '~/http/paths';
import { CodeChip } from '~/ui/code-chip';
import { FieldFrame } from '~/ui/field-frame';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import type { History } from './audit-sentences.server';
import type { FrameFacts } from './frame.server';
import { RecordHistory } from './record-history';

interface IdentityFrameProps {
  /** None for a caseworker: on a phone that others see, the page is the field log's. */
  frame: FrameFacts | null;
  title: string;
  /** In the way here, behind "Identity". */
  crumb: string;
  code?: string | undefined;
  lead?: string | undefined;
  question: string;
  meta?: string | undefined;
  decision?: boolean;
  back: string;
  /** Of the record, on the desk; the field log's phone shows none. */
  history?: History;
  children: ReactNode;
}

/** One question about an identity, on the desk or on the phone. */
export function IdentityFrame(props: IdentityFrameProps) {
  const { frame, title, crumb, code, lead, question, meta, decision = false, back, history, children } = props;
  if (!frame)
    return (
      <FieldFrame back={back} title={title}>
        <div className="stack">
          {code && (
            <p>
              <CodeChip code={code} chip="big" />
            </p>
          )}
          {lead && <p>{lead}</p>}
          {children}
        </div>
      </FieldFrame>
    );
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ href: paths.home(), label: 'Home' }, { href: paths.reveals(), label: 'Identity' }, { label: crumb }]}
        {...(code ? { code } : {})}
        title={title}
        {...(lead ? { lead } : {})}
      />
      <Folio>
        <Section id="question" question={question} meta={meta} decision={decision}>
          {children}
        </Section>
        {history && <RecordHistory history={history} />}
      </Folio>
    </Frame>
  );
}
