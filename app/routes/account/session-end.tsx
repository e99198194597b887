import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { endOwnSession } from '~/http/sign-in/own-sessions.server';

/** Ending is a form; whoever comes here by its address is shown the list. */
export const loader = guardLoader({ permission: 'account.keep' }, async () => redirect(paths.sessions()));

export const action = guardAction(
  { permission: 'account.keep', params: z.object({ id: z.uuid() }), form: z.object({}) },
  async ({ params: { id }, tx }) => {
    await tx(async (q) => {
      const device = await endOwnSession(q, id);
      await recordAuditEvent(q, { action: 'session.ended', recordType: 'session', recordRef: device });
    });
    return redirect(paths.sessions());
  },
);
