import { z } from 'zod';

/** The number of a close in an address. */
export const closeParams = z.object({ id: z.string().regex(/^\d{1,15}$/) });

/** A form that asks nothing but whether it is sent. */
export const keyOnly = z.object({ key: z.uuid('Open the page anew and send it again.') });
