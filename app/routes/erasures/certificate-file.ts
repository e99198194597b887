import { z } from 'zod';
import { NotFound } from '~/access/refusal';
import { certificateFile, certificateOf } from '~/domain/erasures/certificate';
import { getErasure } from '~/domain/erasures/find-erasures.server';
import { guardLoader } from '~/http/guard.server';
import { dayWords } from '~/ui/day-words';

/** The certificate of an erasure as JSON, to be kept and verified elsewhere. */
export const loader = guardLoader(
  { permission: 'erasure.read', params: z.object({ ref: z.string().max(20) }) },
  async ({ params: { ref }, tx }) => {
    const found = await tx((q) => getErasure(q, ref));
    if (!found.done) throw new NotFound();
    const file = certificateFile(found, found.done, certificateOf(found, found.done, dayWords));
    return new Response(`${JSON.stringify(file, null, 2)}\n`, {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': `attachment; filename="erasure-${found.reference}.json"`,
      },
    });
  },
);
