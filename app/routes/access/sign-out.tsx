import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { endSession, sessionCookie } from '~/http/session.server';

/** Leaving is a form; whoever comes here by its address is shown the way. */
export const loader = guardLoader({ permission: 'public' }, async () => redirect(paths.home()));

export const action = guardAction({ permission: 'public', form: z.object({}) }, async ({ session, context }) => {
  if (session) await endSession(context.pool, session.token);
  return redirect(paths.signIn(), {
    headers: { 'Set-Cookie': sessionCookie(undefined, context.publicOrigin), 'Clear-Site-Data': '"cache", "storage"' },
  });
});
