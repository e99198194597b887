import { redirect } from '@remix-run/node';
import type { LoadContext } from './load-context';

/** Requests whose own form was refused, as long as they are answered. */
const refused = new WeakSet<LoadContext>();

/** The page of this request has a sentence to say: why its form was not taken. */
export function rememberRefusal(context: LoadContext): void {
  refused.add(context);
}

/**
 * Leads to another page, where this one has nothing to ask any more: by a redirect that is thrown. Where the form was refused
 * in this very request, it stays: whoever came second reads why, and not just another page.
 */
export const leadFrom = (context: LoadContext) => (to: string) => {
  if (!refused.has(context)) throw redirect(to);
};
