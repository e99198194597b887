import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import type { Problem } from '~/ui/problem';
import type { FrameFacts } from '../../parts/frame.server';

interface RemovalProps {
  frame: FrameFacts;
  /** "the passkey Desk". */
  what: string;
  problems: readonly Problem[];
}

/** A page of its own, because what is removed does not come back: it has to be enrolled anew. */
export function Removal({ frame, what, problems }: RemovalProps) {
  return (
    <Frame {...frame}>
      <PageHead
        title={`Remove ${what}`}
        crumbs={[{ href: paths.account(), label: 'How you sign in' }, { label: 'Remove' }]}
        lead="From then on it does not let you in. To use it again you enrol it anew."
      />
      <Folio>
        <Section id="remove" question="Do you remove it?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form>
            <p>
              <Button>Remove {what}</Button>
            </p>
          </Form>
          <p>
            <a href={paths.account()}>Keep it</a>
          </p>
        </Section>
      </Folio>
    </Frame>
  );
}
