import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { withdrawReopening } from '~/domain/periods/withdraw-reopening.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { keyOnly as form, numbered as params } from '../parts/form-fields';
import { loadReopening } from './parts/periods-data.server';
import { ReopeningPage } from './parts/reopening-page';

export const meta: MetaFunction = () => [{ title: 'Withdraw asking to reopen a period – Tutela' }];

export const loader = guardLoader(
  { permission: 'period.close', params },
  ({ actor, params: { id }, tx, now, inWorld }) => tx((q) => loadReopening(q, actor, id, now, inWorld)),
);

export const action = guardAction(
  { permission: 'period.close', params, form },
  async ({ actor, params: { id }, form: { key }, tx }) => {
    const { trust } = await tx((q) => withdrawReopening(q, actor, { key, close: Number(id) }));
    return redirect(paths.periods(trust));
  },
);

export default function ReopeningWithdrawal() {
  const data = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ReopeningPage
      data={data}
      title="Withdraw asking to reopen"
      crumb="Withdrawal"
      question="Withdraw it?"
      step="wait"
      instead={{
        ask: 'Nobody asks for this reopening now.',
        agree: 'Another person asked for this reopening, so they alone withdraw it.',
      }}
    >
      <ErrorSummary problems={refused?.problems ?? []} level={3} />
      <Form formKey={data.key}>
        <p className="lead">
          The period stays closed. What you asked stays on record, and anybody who may close it can ask anew.
        </p>
        <p>
          <Button>Withdraw what I asked</Button>
        </p>
      </Form>
    </ReopeningPage>
  );
}
