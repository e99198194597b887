import { z } from 'zod';
import { countSignedApprovals } from '~/domain/accountings/count-signed-approvals.server';
import { exportAccounting } from '~/domain/accountings/export-accounting.server';
import { guardLoader } from '~/http/guard.server';
import { type AccountingFormat, renderAccounting } from '~/reports/court-accounting/render-accounting.server';
import { momentWords } from '~/ui/day-words';
import { filingMarks } from './parts/filing-marks';

const FORMATS: Record<string, AccountingFormat> = { pdf: 'pdf', json: 'json', csv: 'csv', txt: 'text' };

/**
 * An accounting as a file: its address ends as the file does. A PDF opens, the others are saved; none is kept (gates). Each is a
 * copy with a number, which the trail knows, for who has just shown that it is them.
 */
export const loader = guardLoader(
  { permission: 'accounting.export', stepUp: true, params: z.object({ ref: z.string() }) },
  async ({ actor, params: { ref }, tx, request, now, inWorld }) => {
    const ending = new URL(request.url).pathname.split('.').at(-1) ?? '';
    const { account, number, approvals } = await tx(async (q) => {
      const copy = await exportAccounting(q, actor, { reference: ref, format: ending });
      return { ...copy, approvals: await countSignedApprovals(q, copy.account) };
    });
    const { marks } = filingMarks(account, approvals, inWorld);
    const { body, mediaType, fileName } = await renderAccounting(account.figures, FORMATS[ending] ?? 'text', marks, {
      number,
      by: actor.name,
      on: momentWords(now),
    });
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
      headers: {
        'Content-Type': mediaType,
        'Content-Disposition': `${ending === 'pdf' ? 'inline' : 'attachment'}; filename="${fileName}"`,
      },
    });
  },
);
