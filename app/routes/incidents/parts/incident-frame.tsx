import type { ReactNode } from 'react';
import { paths } from '~/http/paths';
import { FieldFrame } from '~/ui/field-frame';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import type { FrameFacts } from '../../parts/frame.server';

interface IncidentFrameProps {
  /** None for a caseworker, whose pages are the field log's. */
  frame: FrameFacts | null;
  title: string;
  lead?: string;
  /** In the way here, behind "Incidents"; without it the page is the list itself. */
  crumb?: string;
  back?: string;
  /** Of a form: what it asks, in the margin. */
  question?: string;
  children: ReactNode;
}

/** A page of the register, on the desk or on the phone. */
export function IncidentFrame(props: IncidentFrameProps) {
  const { frame, title, lead, crumb, back = paths.home(), question, children } = props;
  if (!frame)
    return (
      <FieldFrame back={back} title={title}>
        {lead && <p>{lead}</p>}
        {children}
      </FieldFrame>
    );
  const way = [
    { href: paths.home(), label: 'Home' },
    { href: paths.incidents(), label: 'Incidents' },
  ];
  return (
    <Frame {...frame}>
      <PageHead title={title} {...(lead ? { lead } : {})} {...(crumb ? { crumbs: [...way, { label: crumb }] } : {})} />
      {question ? (
        <Folio>
          <Section id="question" question={question} decision>
            {children}
          </Section>
        </Folio>
      ) : (
        children
      )}
    </Frame>
  );
}
