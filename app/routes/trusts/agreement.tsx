import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { agreeToReopen } from '~/domain/periods/agree-to-reopen.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { dayWords } from '~/ui/day-words';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { keyOnly as form, numbered as params } from '../parts/form-fields';
import { loadReopening } from './parts/periods-data.server';
import { ReopeningPage } from './parts/reopening-page';

export const meta: MetaFunction = () => [{ title: 'Agree to reopen a period – Tutela' }];

export const loader = guardLoader(
  { permission: 'period.close', params },
  ({ actor, params: { id }, tx, now, inWorld }) => tx((q) => loadReopening(q, actor, id, now, inWorld)),
);

export const action = guardAction(
  { permission: 'period.close', stepUp: true, params, form },
  async ({ actor, params: { id }, form: { key }, tx }) => {
    const { trust } = await tx((q) => agreeToReopen(q, actor, { key, close: Number(id) }));
    return redirect(paths.periods(trust));
  },
);

export default function Agreement() {
  const data = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ReopeningPage
      data={data}
      title="Agree to reopen"
      crumb="Agreement"
      question="Your agreement"
      step="agree"
      instead={{
        ask: 'Nobody has asked for this reopening yet.',
        wait: 'You asked for this reopening, so another person agrees to it.',
      }}
    >
      <ErrorSummary problems={refused?.problems ?? []} level={3} />
      <Form formKey={data.key}>
        <p className="lead">
          {dayWords(data.period.fromOn)} to {dayWords(data.period.throughOn)} is open again from then on, and entries
          may bear its days until it is closed anew.
        </p>
        <p>
          <Button>Reopen the period</Button>
        </p>
      </Form>
    </ReopeningPage>
  );
}
