import type { RequestHandler } from 'express';
import type { Origins } from '../origins';
import { refuse } from '../refuse';

/** Only our own names: a page asked for under another name would build its links and checks on it. */
export function hostGate({ hosts }: Origins): RequestHandler {
  return (request, response, next) => {
    if (request.headers.host && hosts.has(request.headers.host.toLowerCase())) return next();
    refuse(
      response,
      'gate.host',
      421,
      'Wrong address',
      'This server does not answer under the name that was asked for.',
    );
  };
}
