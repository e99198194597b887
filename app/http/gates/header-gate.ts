import type { RequestHandler } from 'express';
import { refuse } from '../refuse';

/**
 * Drops what a client could use to speak for a proxy or for the framework. Remix would trust X-Forwarded-Host, and
 * would run any route's action for `?_data=` without its own check of the origin.
 */
export const headerGate: RequestHandler = (request, response, next) => {
  for (const name of Object.keys(request.headers)) {
    if (/^(x-forwarded-|x-remix-|forwarded$|x-real-ip$)/.test(name)) delete request.headers[name];
  }
  const query = request.url.split('?')[1] ?? '';
  if (new URLSearchParams(query).has('_data')) {
    refuse(response, 400, 'Not understood', 'The address asks for something that does not exist here.');
    return;
  }
  next();
};

const METHODS = new Set(['GET', 'HEAD', 'POST']);

/** Pages are read and forms are posted; nothing else is spoken here. */
export const methodGate: RequestHandler = (request, response, next) => {
  if (METHODS.has(request.method)) return next();
  response.set('Allow', [...METHODS].join(', '));
  refuse(response, 405, 'Not understood', 'Pages can be read and forms can be sent. Nothing else is possible here.');
};
