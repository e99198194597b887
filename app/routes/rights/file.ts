import { z } from 'zod';
import { accessFileAsJson } from '~/domain/rights/access-file';
import { accessFileAsHtml } from '~/domain/rights/access-file-as-html';
import { takeAccessFile } from '~/domain/rights/take-access-file.server';
import { guardLoader } from '~/http/guard.server';
import { copyWords } from '~/reports/copy-mark';
import { momentWords } from '~/ui/day-words';

const FORMATS = {
  html: { render: accessFileAsHtml, mediaType: 'text/html; charset=utf-8' },
  json: { render: accessFileAsJson, mediaType: 'application/json; charset=utf-8' },
} as const;

/**
 * What is held of a child, as a page to print or for a program: its address ends as the file does. It is saved and never
 * opened here, and it is a copy with a number, for who has just shown that it is them.
 */
export const loader = guardLoader(
  {
    permission: 'rights.export',
    stepUp: true,
    params: z.object({ ref: z.string().max(20) }),
    query: z.object({
      year: z
        .string()
        .regex(/^(19|20)\d{2}$/)
        .optional(),
    }),
  },
  async ({ actor, params: { ref }, query: { year }, tx, request, now, inWorld, checkTexts }) => {
    const format = new URL(request.url).pathname.endsWith('.json') ? 'json' : 'html';
    const moment = (recorded: Date | string) => inWorld(new Date(recorded)).toISOString();
    const { file, number } = await tx((q) =>
      takeAccessFile(q, actor, { reference: ref, format, year, checkTexts, moment }),
    );
    const { render, mediaType } = FORMATS[format];
    return new Response(render(file, copyWords({ number, by: actor.name, on: momentWords(now) })), {
      headers: {
        'Content-Type': mediaType,
        'Content-Disposition': `attachment; filename="access-${ref}-${number}.${format}"`,
      },
    });
  },
);
