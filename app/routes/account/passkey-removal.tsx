import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { removePasskey } from '~/http/sign-in/own-factors.server';

/** Removing is a form; whoever comes here by its address is shown what there is. */
export const loader = guardLoader({ permission: 'account.keep' }, async () => redirect(paths.account()));

export const action = guardAction(
  { permission: 'account.keep', stepUp: true, params: z.object({ id: z.uuid() }), form: z.object({}) },
  async ({ params: { id }, tx }) => {
    await tx(async (q) => {
      await removePasskey(q, id);
      await recordAuditEvent(q, { action: 'passkey.removed', recordType: 'factor', recordRef: id.slice(0, 8) });
    });
    return redirect(paths.account());
  },
);
