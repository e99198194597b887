import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { NotFound } from '~/access/refusal';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { findOwnPasskeys, removePasskey } from '~/http/sign-in/own-factors.server';
import { accountFrame } from './parts/account-frame.server';
import { Removal } from './parts/removal';

const params = z.object({ id: z.uuid() });

export const meta: MetaFunction = () => [{ title: 'Remove a passkey – Tutela' }];

export const loader = guardLoader(
  { permission: 'account.keep', params },
  ({ actor, params: { id }, session, tx, now }) =>
    tx(async (q) => {
      const passkey = (await findOwnPasskeys(q)).find((one) => one.id === id);
      if (!passkey) throw new NotFound();
      return { name: passkey.name, frame: await accountFrame(q, { actor, session, now }, paths.passkeyRemoval(id)) };
    }),
);

export const action = guardAction(
  { permission: 'account.keep', stepUp: true, params, form: z.object({}) },
  async ({ params: { id }, tx }) => {
    await tx(async (q) => {
      await removePasskey(q, id);
      await recordAuditEvent(q, { action: 'passkey.removed', recordType: 'factor', recordRef: id.slice(0, 8) });
    });
    return redirect(paths.account());
  },
);

export default function PasskeyRemoval() {
  const { name, frame } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <Removal frame={frame} what={`the passkey ${name}`} problems={refused?.problems ?? []} />;
}
