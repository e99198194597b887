import type { RequestHandler } from 'express';
import type { Origins } from '../origins';
import { refuse } from '../refuse';

/** A form counts only when it was sent from a page of ours: by the browser's own word, else by its Origin. */
export function csrfGate({ origins }: Origins): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    if (request.headers['sec-fetch-site'] === 'same-origin') return next();
    if (request.headers.origin && origins.has(request.headers.origin)) return next();
    refuse(
      response,
      'gate.form',
      403,
      'Nothing was done',
      'This form was not sent from a page of Tutela. Open the page again and send it from there.',
    );
  };
}
