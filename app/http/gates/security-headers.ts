import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Gives each request its id, its nonce, and its client's address before anything a client claims of itself is dropped. */
export const markRequest: RequestHandler = (request, response, next) => {
  response.locals.cspNonce = randomBytes(18).toString('base64');
  response.locals.requestId = randomUUID();
  response.locals.address = request.ip ?? '';
  next();
};

/**
 * The browser's own walls. Referrer-Policy is same-origin and not helmet's no-referrer: with that a browser sends
 * `Origin: null` for a form without script, and no form would be taken.
 */
export function securityHeaders(options: { https: boolean }): RequestHandler[] {
  const nonce = (_request: unknown, response: unknown) =>
    `'nonce-${(response as { locals: Record<string, string> }).locals.cspNonce}'`;
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': [nonce, "'strict-dynamic'"],
          'style-src': ["'self'", nonce],
          // Widths of bars are written on the elements by the server.
          'style-src-attr': ["'unsafe-inline'"],
          'img-src': ["'self'", 'data:'],
          'font-src': ["'self'"],
          'connect-src': ["'self'"],
          'manifest-src': ["'self'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
          'base-uri': ["'none'"],
          'object-src': ["'none'"],
        },
      },
      referrerPolicy: { policy: 'same-origin' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      // A year or more of https only is promised where the pages have it at all.
      strictTransportSecurity: options.https ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
      response.set('Cache-Control', 'no-store');
      response.set('X-Request-Id', String(response.locals.requestId));
      next();
    },
  ];
}
