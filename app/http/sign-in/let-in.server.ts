import { redirect } from '@remix-run/node';
import { tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { readCookie, writeCookie } from '../cookies';
import type { LoadContext } from '../load-context';
import { paths, safeReturn } from '../paths';
import { findSession } from '../session.server';
import { newToken } from './check-password.server';
import { fromOf, hashOf } from './tries.server';

/**
 * The answer to a factor that was right: the session's new cookie, and where to go. Once the session waits for nothing more,
 * the device gets its own cookie, so that its person still comes in while somebody guesses from elsewhere.
 */
export async function letIn(
  request: Request,
  context: LoadContext,
  token: string,
  back: string | undefined,
): Promise<Response> {
  const { pool, publicOrigin, requestId, address } = context;
  const headers = new Headers({ 'Set-Cookie': writeCookie('sid', token, publicOrigin) });
  const session = await findSession(pool, token);
  if (session?.awaits === 'second_step') return redirect(paths.secondStep(safeReturn(back)), { headers });
  if (session?.awaits === 'enrolment') return redirect(paths.account(), { headers });
  await tx(pool, { token, requestId, address }, (q) =>
    q.execute(sql`select record_audit_event('session.began', 'session', ${fromOf(request, context).words}, null, null,
      ${JSON.stringify({ factor: session?.factor ?? '' })}::jsonb)`),
  );
  const device = readCookie(request, 'device', publicOrigin) ?? newToken();
  await pool.query('select sec.remember_device($1, $2)', [token, hashOf(device)]);
  headers.append('Set-Cookie', writeCookie('device', device, publicOrigin));
  return redirect(safeReturn(back), { headers });
}
