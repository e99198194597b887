import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getService } from '~/domain/services-delivered/get-service.server';
import { withdrawService } from '~/domain/services-delivered/withdraw-service.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { FieldFrame } from '~/ui/field-frame';
import { ForWhom } from '~/ui/field-lines';
import { Form } from '~/ui/form';
import { Quote } from '~/ui/quote';
import { keyOnly } from '../parts/form-fields';
import { entryLine } from './parts/entry-line';

const params = z.object({ ref: z.string().max(40) });

export const meta: MetaFunction = () => [{ title: 'Withdraw an entry – Field log' }];

export const loader = guardLoader({ permission: 'service-delivered.log', params }, ({ params: { ref }, tx, leadTo }) =>
  tx(async (q) => {
    const service = await getService(q, ref);
    if (!service.open) leadTo(paths.serviceDelivered(ref));
    return {
      entry: entryLine(service),
      reason: service.review?.reason ?? '',
      by: service.review?.by ?? '',
      key: randomUUID(),
    };
  }),
);

export const action = guardAction(
  { permission: 'service-delivered.log', params, form: keyOnly },
  async ({ actor, params: { ref }, form: { key }, tx }) => {
    await tx((q) => withdrawService(q, actor, { key, reference: ref }));
    return redirect(paths.serviceDelivered(ref));
  },
);

/** For what was logged twice, or was not given: there is nothing to put right. */
export default function Withdrawal() {
  const { entry, reason, by, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <FieldFrame back={paths.serviceDelivered(entry.reference)} title={`Withdraw ${entry.reference}`}>
      <ForWhom code={entry.code} />
      <div className="stack">
        <ErrorSummary problems={refused?.problems ?? []} />
        <Quote text={reason} by={by} />
        <p>{entry.said}</p>
        <p>It stays on record and never counts as given. If it was given, put it right instead.</p>
        <Form formKey={key} look="form-f">
          <Button big>Withdraw it</Button>
        </Form>
      </div>
    </FieldFrame>
  );
}
