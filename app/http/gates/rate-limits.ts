import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { refuse } from '../refuse';

const MINUTE = 60_000;

/** Generous for people, narrow for guessing: pages 1,200 a minute, refused passwords 30 in a quarter of an hour, by address. */
export function rateLimits(): RequestHandler[] {
  const shared = { standardHeaders: 'draft-8', legacyHeaders: false } as const;
  return [
    rateLimit({
      ...shared,
      windowMs: MINUTE,
      limit: 1200,
      handler: (_request, response) => refuse(response, 429, 'Too many pages', 'Wait a minute, then go on.'),
    }),
    rateLimit({
      ...shared,
      windowMs: 15 * MINUTE,
      limit: 30,
      skip: (request) => request.method !== 'POST' || !/^\/(sign-in|lock)(\.data)?$/.test(request.path),
      skipSuccessfulRequests: true,
      handler: (_request, response) =>
        refuse(response, 429, 'Too many tries', 'Too many tries. Try again in 15 minutes, or ask your administrator.'),
    }),
  ];
}
