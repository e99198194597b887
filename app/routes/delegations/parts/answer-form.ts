import { z } from 'zod';

/** The address of one delegation. */
export const delegationParams = z.object({ id: z.string().regex(/^\d{1,15}$/) });

/** A page whose button says all: only its key is sent. */
export const keyOnly = z.object({ key: z.uuid('Open the page anew and send it again.') });
