import type { LoadContext } from './load-context';
import { patternOf } from './path-patterns';

/** Codes that no page of ours leads to: somebody tried the doors themselves, or a page is wrong. */
const NEVER_BY_A_PAGE = /^(28000|database\.42501)$/;

/**
 * The one line of the log for what was refused: who tried, where, why. `actor` is a person's number; where the session is no
 * more, the number of whom it was.
 */
export function noteRefusal(
  { log, requestId }: Pick<LoadContext, 'log' | 'requestId'>,
  request: Request,
  refused: { code: string; actor?: number | undefined },
): void {
  const line = {
    requestId,
    method: request.method,
    route: patternOf(new URL(request.url).pathname),
    code: refused.code,
    ...(refused.actor === undefined ? {} : { actor: refused.actor }),
  };
  if (NEVER_BY_A_PAGE.test(refused.code)) log.error('refused', line);
  else log.info('refused', line);
}
