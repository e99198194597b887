import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { askToReopen } from '~/domain/periods/ask-to-reopen.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { onceKey, numbered as params } from '../parts/form-fields';
import { loadReopening } from './parts/periods-data.server';
import { ReopeningPage } from './parts/reopening-page';

export const meta: MetaFunction = () => [{ title: 'Ask to reopen a period – Tutela' }];

export const loader = guardLoader(
  { permission: 'period.close', params },
  ({ actor, params: { id }, tx, now, inWorld }) => tx((q) => loadReopening(q, actor, id, now, inWorld)),
);

const WHY = 'Say why, in at least ten letters.';
const form = z.object({
  key: onceKey,
  reason: z.string(WHY).trim().min(10, WHY).max(2000, 'The reason has at most 2,000 letters.'),
});

export const action = guardAction(
  { permission: 'period.close', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    const { trust } = await tx((q) => askToReopen(q, actor, { ...answer, close: Number(id) }));
    return redirect(paths.periods(trust));
  },
);

export default function Reopening() {
  const data = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <ReopeningPage
      data={data}
      title="Ask to reopen"
      crumb="Reopening"
      question="Why?"
      step="ask"
      instead={{
        agree: 'This reopening is asked for already. Another person than who asked agrees to it.',
        wait: 'You asked for this reopening. Another person agrees to it.',
      }}
    >
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={data.key}>
        <Area
          name="reason"
          label="Reason"
          hint="What must be entered in this period, and why it came late. Use the code, not a name."
          rows={3}
          maxLength={2000}
          value={entered(refused?.values, 'reason')}
          error={problemOf(problems, 'reason')}
        />
        <div className="stack-s">
          <p>
            <Button>Ask to reopen it</Button>
          </p>
          <p className="meta">
            Another person reads the reason and agrees. Until then the period stays closed. A late entry in the open
            period needs none of this.
          </p>
        </div>
      </Form>
    </ReopeningPage>
  );
}
