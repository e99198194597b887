import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { closeReveal } from '~/domain/reveals/close-reveal.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';

const params = z.object({ ref: z.string().max(20) });

/** Hiding is a button of the page that shows the item; its address alone leads to the request. */
export const loader = guardLoader({ permission: 'reveal.request', params }, async ({ params: { ref } }) => {
  throw redirect(paths.reveal(ref));
});

export const action = guardAction(
  { permission: 'reveal.request', params, form: z.object({}) },
  async ({ actor, params: { ref }, tx }) => {
    await tx((q) => closeReveal(q, actor, ref));
    return redirect(paths.reveal(ref));
  },
);
