import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { refuse } from '../refuse';

const MINUTE = 60_000;

/** Generous for people: 1,200 pages a minute from one address. Guessing has limits of its own (app/http/sign-in). */
export function rateLimits(): RequestHandler[] {
  return [
    rateLimit({
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: (_request, response) => String(response.locals.address),
      windowMs: MINUTE,
      limit: 1200,
      handler: (_request, response) =>
        refuse(response, 'gate.rate', 429, 'Too many pages', 'Wait a minute, then go on.'),
    }),
  ];
}
