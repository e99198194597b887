import type { RequestHandler } from 'express';
import type { Log } from './log';
import { patternOf } from './path-patterns';

/** One line for each answer: what kind of page, how it ended, how long it took; and one before it, where a gate refused. */
export function requestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const route = patternOf(request.path);
    response.once('close', () => {
      if (route === '/assets/:file' && response.statusCode < 400) return;
      const asked = { requestId: String(response.locals.requestId), method: request.method.slice(0, 10), route };
      if (response.locals.refused) log.info('refused', { ...asked, code: String(response.locals.refused) });
      log.info('request', {
        ...asked,
        status: response.writableFinished ? response.statusCode : 499,
        ms: Math.round(performance.now() - began),
      });
    });
    next();
  };
}
