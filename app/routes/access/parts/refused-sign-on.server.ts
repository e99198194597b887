import { data } from '@remix-run/node';
import { Refusal } from '~/access/refusal';
import type { LoadContext } from '~/http/load-context';
import { noteRefusal } from '~/http/note-refusal';

/** A refusal becomes its page: there is no form here that it could stand beside. */
export async function orRefusal(context: LoadContext, request: Request, work: () => Promise<Response>) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    noteRefusal(context, request, { code: error.code });
    return data({ sentence: error.message }, { status: error.code === 'sign-on.unreachable' ? 503 : 403 });
  }
}
