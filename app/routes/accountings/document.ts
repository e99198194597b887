import { z } from 'zod';
import { getAccounting } from '~/domain/accountings/get-accounting.server';
import { guardLoader } from '~/http/guard.server';
import { type AccountingFormat, renderAccounting } from '~/reports/court-accounting/render-accounting.server';
import { filingMarks } from './parts/filing-marks';

const FORMATS: Record<string, AccountingFormat> = { pdf: 'pdf', json: 'json', csv: 'csv', txt: 'text' };

/** An accounting as a file: its address ends as the file does. A PDF opens, the others are saved; none is kept (gates). */
export const loader = guardLoader(
  { permission: 'accounting.read', params: z.object({ ref: z.string() }) },
  async ({ params: { ref }, tx, request, inWorld }) => {
    const account = await tx((q) => getAccounting(q, ref));
    const ending = new URL(request.url).pathname.split('.').at(-1) ?? '';
    const { marks } = filingMarks(account, inWorld);
    const { body, mediaType, fileName } = await renderAccounting(account.figures, FORMATS[ending] ?? 'text', marks);
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
      headers: {
        'Content-Type': mediaType,
        'Content-Disposition': `${ending === 'pdf' ? 'inline' : 'attachment'}; filename="${fileName}"`,
      },
    });
  },
);
