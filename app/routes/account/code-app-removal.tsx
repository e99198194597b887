import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { removeCodeApp } from '~/http/sign-in/own-factors.server';

/** Removing is a form; whoever comes here by its address is shown what there is. */
export const loader = guardLoader({ permission: 'account.keep' }, async () => redirect(paths.account()));

export const action = guardAction(
  { permission: 'account.keep', stepUp: true, form: z.object({}) },
  async ({ tx }) => {
    await tx(async (q) => {
      await removeCodeApp(q);
      await recordAuditEvent(q, { action: 'code-app.removed', recordType: 'factor', recordRef: 'code app' });
    });
    return redirect(paths.account());
  },
);
