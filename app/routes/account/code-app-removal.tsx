import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { removeCodeApp } from '~/http/sign-in/code-app.server';
import { accountFrame } from './parts/account-frame.server';
import { Removal } from './parts/removal';

export const meta: MetaFunction = () => [{ title: 'Remove the code app – Tutela' }];

export const loader = guardLoader({ permission: 'account.keep' }, async ({ actor, session, tx, now }) => ({
  frame: await tx((q) => accountFrame(q, { actor, session, now }, paths.codeAppRemoval())),
}));

export const action = guardAction({ permission: 'account.keep', stepUp: true, form: z.object({}) }, async ({ tx }) => {
  await tx(async (q) => {
    await removeCodeApp(q);
    await recordAuditEvent(q, { action: 'code-app.removed', recordType: 'factor', recordRef: 'code app' });
  });
  return redirect(paths.account());
});

export default function CodeAppRemoval() {
  const { frame } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <Removal frame={frame} what="the code app" problems={refused?.problems ?? []} />;
}
