import { z } from 'zod';
import { certificateFile, certificateOf } from '~/domain/erasures/certificate';
import { exportCertificate } from '~/domain/erasures/export-certificate.server';
import { guardLoader } from '~/http/guard.server';
import { copyWords } from '~/reports/copy-mark';
import { dayWords, momentWords } from '~/ui/day-words';

/** The certificate of an erasure as JSON, to be kept and verified elsewhere: a copy with a number, which says whose it is. */
export const loader = guardLoader(
  { permission: 'erasure.export', stepUp: true, params: z.object({ ref: z.string().max(20) }) },
  async ({ actor, params: { ref }, tx, now }) => {
    const { erasure, done, number } = await tx((q) => exportCertificate(q, actor, ref));
    const copy = copyWords({ number, by: actor.name, on: momentWords(now) });
    const file = { ...certificateFile(erasure, done, certificateOf(erasure, done, dayWords)), copy };
    return new Response(`${JSON.stringify(file, null, 2)}\n`, {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': `attachment; filename="erasure-${erasure.reference}-${number}.json"`,
      },
    });
  },
);
