import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { endOtherSessions } from '~/http/sign-in/own-sessions.server';
import { fromOf } from '~/http/sign-in/tries.server';

/** Ending is a form; whoever comes here by its address is shown the list. */
export const loader = guardLoader({ permission: 'account.keep' }, async () => redirect(paths.sessions()));

export const action = guardAction(
  { permission: 'account.keep', form: z.object({}) },
  async ({ tx, request, context }) => {
    const { device, words } = fromOf(request, context);
    await tx(async (q) => {
      const ended = await endOtherSessions(q, device);
      await recordAuditEvent(q, {
        action: 'sessions.ended',
        recordType: 'session',
        recordRef: words,
        facts: { ended: String(ended) },
      });
    });
    return redirect(paths.sessions());
  },
);
