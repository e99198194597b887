import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { endSeat } from '~/domain/people/end-seat.server';
import { getCareDuty } from '~/domain/people/find-care-duties.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { entered } from '~/ui/entered';
import { Frame } from '~/ui/frame';
import { numbered as params } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { DutyEnd } from './parts/duty-end';
import { dutyForm } from './parts/duty-form';

export const meta: MetaFunction = () => [{ title: 'End a court’s seat – Tutela' }];

export const loader = guardLoader({ permission: 'care-duty.keep', params }, ({ actor, params: { id }, tx, now }) =>
  tx(async (q) => ({
    duty: await getCareDuty(q, 'seat', Number(id)),
    frame: await frameOf(q, actor, now, paths.people()),
    key: randomUUID(),
  })),
);

export const action = guardAction(
  { permission: 'care-duty.keep', stepUp: true, params, form: dutyForm },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => endSeat(q, actor, { ...answer, duty: Number(id) }));
    return redirect(paths.careDuties());
  },
);

export default function SeatEnd() {
  const { duty, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame {...frame}>
      <DutyEnd
        title={`End that ${duty.person} reads ${duty.of}`}
        formKey={key}
        problems={refused?.problems ?? []}
        reason={entered(refused?.values, 'reason')}
      />
    </Frame>
  );
}
