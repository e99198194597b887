import type { Request, RequestHandler } from 'express';
import type { Origins } from '../origins';
import { refuse } from '../refuse';

const SPOKEN = /^(x-forwarded-|x-remix-|forwarded$|x-real-ip$)/;

/**
 * Drops what a client could use to speak for a proxy or for the framework. Remix would trust X-Forwarded-Host, and
 * would run any route's action for `?_data=` without its own check of the origin. A header that speaks for a proxy and comes
 * from none, and a proxy's word of another host or scheme than ours, are noted as lies.
 */
export function headerGate(origins: Origins): RequestHandler {
  return (request, response, next) => {
    const spoken = Object.keys(request.headers).filter((name) => SPOKEN.test(name));
    const lie = isFromProxy(request) ? spoken.find((name) => isLie(request, name, origins)) : spoken[0];
    if (lie) response.locals.refused = `header.${lie}`;
    for (const name of spoken) delete request.headers[name];
    const query = request.url.split('?')[1] ?? '';
    if (new URLSearchParams(query).has('_data')) {
      refuse(response, 'gate.data', 400, 'Not understood', 'The address asks for something that does not exist here.');
      return;
    }
    next();
  };
}

/** Whether the connection itself is one of TRUSTED_PROXY. */
function isFromProxy(request: Request): boolean {
  const trusts = request.app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return trusts(request.socket.remoteAddress ?? '', 0);
}

function isLie(request: Request, name: string, { publicOrigin, hosts }: Origins): boolean {
  const said = String(request.headers[name]).toLowerCase();
  if (name === 'x-forwarded-host') return !hosts.has(said);
  if (name === 'x-forwarded-proto') return `${said}:` !== new URL(publicOrigin).protocol;
  return name.startsWith('x-remix-');
}

const METHODS = new Set(['GET', 'HEAD', 'POST']);

/** Pages are read and forms are posted; nothing else is spoken here. */
export const methodGate: RequestHandler = (request, response, next) => {
  if (METHODS.has(request.method)) return next();
  response.set('Allow', [...METHODS].join(', '));
  refuse(
    response,
    'gate.method',
    405,
    'Not understood',
    'Pages can be read and forms can be sent. Nothing else is possible here.',
  );
};
