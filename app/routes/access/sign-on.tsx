import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { NotFound } from '~/access/refusal';
import { writeCookie } from '~/http/cookies';
import { guardLoader } from '~/http/guard.server';
import { safeReturn } from '~/http/paths';
import { newToken } from '~/http/sign-in/check-password.server';
import { beginSignOn } from '~/http/sign-in/sign-on.server';
import { RefusedSignOn } from './parts/refused-sign-on';
import { orRefusal } from './parts/refused-sign-on.server';

/** Sends the browser to the organisation; nothing of ours has changed by it. */
export const loader = guardLoader(
  { permission: 'public', query: z.object({ back: z.string().optional() }) },
  async ({ query: { back }, context, request }) => {
    const { signOn } = context;
    if (!signOn) throw new NotFound();
    return orRefusal(context, request, async () => {
      const secret = newToken();
      const address = await beginSignOn(signOn, context, secret, safeReturn(back));
      return redirect(address, { headers: { 'Set-Cookie': writeCookie('signon', secret, context.publicOrigin) } });
    });
  },
);

export default RefusedSignOn;
