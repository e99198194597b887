import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { PageHead } from '~/ui/page-head';
import { type Problem, problemOf } from '~/ui/problem';

interface DutyEndProps {
  title: string;
  formKey: string;
  problems: readonly Problem[];
  reason: string | undefined;
}

/** A duty is ended with a reason, and at once. */
export function DutyEnd({ title, formKey, problems, reason }: DutyEndProps) {
  return (
    <>
      <PageHead
        crumbs={[
          { href: paths.people(), label: 'People' },
          { href: paths.careDuties(), label: 'Duties' },
          { label: 'End' },
        ]}
        title={title}
        lead="They see nothing of it from the next page on. What they did stays on record."
      />
      <Folio>
        <Section id="end" question="Why?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={formKey}>
            <Area
              name="reason"
              label="Reason"
              rows={2}
              maxLength={600}
              value={reason}
              error={problemOf(problems, 'reason')}
            />
            <p>
              <Button>End it now</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </>
  );
}
