import { NotFound } from '~/access/refusal';
import { readCookie, writeCookie } from '~/http/cookies';
import { guardLoader } from '~/http/guard.server';
import { endSession } from '~/http/session.server';
import { openSession } from '~/http/sign-in/check-password.server';
import { letIn } from '~/http/sign-in/let-in.server';
import { finishSignOn } from '~/http/sign-in/sign-on.server';
import { fromOf } from '~/http/sign-in/tries.server';
import { RefusedSignOn } from './parts/refused-sign-on';
import { orRefusal } from './parts/refused-sign-on.server';

/** Where the organisation sends its people back to. It is one factor: who has a second one, or must, is asked for it. */
export const loader = guardLoader({ permission: 'public' }, async ({ session, context, request }) => {
  const { pool, publicOrigin, signOn } = context;
  if (!signOn) throw new NotFound();
  return orRefusal(context, request, async () => {
    const secret = readCookie(request, 'signon', publicOrigin);
    const { personId, back } = await finishSignOn(signOn, context, secret, new URL(request.url).searchParams);
    const token = await openSession(pool, personId, 'sign_on', fromOf(request, context));
    if (session) await endSession(pool, session.token);
    const answer = await letIn(request, context, token, back);
    answer.headers.append('Set-Cookie', writeCookie('signon', undefined, publicOrigin));
    return answer;
  });
});

export default RefusedSignOn;
