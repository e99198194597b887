import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { explainRows, findTellingRows, NO_NAME, writtenInEvents } from '~/domain/book-events/find-telling-rows.server';
import { ImportRefused, importEvents, previewImport } from '~/domain/book-events/import-events.server';
import { importValuations, writtenInValuations } from '~/domain/book-events/import-valuations.server';
import { readSubaccounts, readTrust } from '~/domain/trusts/get-trust.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { type Problem, problemOf } from '~/ui/problem';
import { RecordHead } from '~/ui/record-head';
import { onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { Brought } from './parts/brought';
import { ChooseBooks, ChooseValues, OneBeneficiary } from './parts/choose-books';
import { bytesOf, type Preview, packed, previewOf, tellingWords, unpacked } from './parts/import-data.server';
import { ImportPreview } from './parts/import-preview';
import { TrustTabs, trustCrumbs } from './parts/trust-frame';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Bring in books – ${code}` }];

const params = z.object({ code: z.string() });
const count = z.coerce.number().int().min(0).optional().catch(undefined);

export const loader = guardLoader(
  {
    permission: 'books.import',
    params,
    query: z.object({ posted: count, known: count, agreed: count, values: count }),
  },
  ({ actor, params: { code }, query, tx, now }) =>
    tx(async (q) => ({
      code,
      done: query,
      beneficiaries: (await readSubaccounts(q, (await readTrust(q, code)).id)).map((row) => row.beneficiaryCode),
      frame: await frameOf(q, actor, now, paths.trusts()),
      key: randomUUID(),
    })),
);

/** A file as the browser sent it; a field left empty is a file without a name. */
const file = z.custom<File>((value) => value instanceof Blob, 'Choose a file.');

const noName = z.enum(NO_NAME).optional().catch(undefined);

const form = z.discriminatedUnion(
  'step',
  [
    z.object({ step: z.literal('preview'), file }),
    z.object({
      step: z.literal('post'),
      books: z.string(),
      key: onceKey,
      'books-no-name': noName,
    }),
    z.object({ step: z.literal('values'), values: file, 'values-no-name': noName }),
  ],
  'Open the page anew and send it again.',
);

interface Answer {
  problems: Problem[];
  preview: Preview | null;
}

export const action = guardAction(
  { permission: 'books.import', params, form },
  async ({ actor, params: { code }, form: sent, tx, checkTexts }): Promise<Response | Answer> => {
    const trustCode = code;
    if (sent.step === 'values') {
      const bytes = await bytesOf(sent.values, 'values');
      const written = await tx((q) => writtenInValuations(q, actor, { trustCode, bytes })).catch(atField('values'));
      const telling = await findTellingRows(checkTexts, written);
      const reason = sent['values-no-name'];
      if (telling.length > 0 && !reason) throw new Refusal('valuation.telling', tellingWords(telling), 'values');
      const { values } = await tx(async (q) => {
        if (reason) await explainRows(q, telling, reason);
        return importValuations(q, actor, { trustCode, bytes });
      }).catch(atField('values'));
      return redirect(`${paths.importBooks(code)}?values=${values}`);
    }
    const bytes = sent.step === 'preview' ? await bytesOf(sent.file, 'file') : unpacked(sent.books);
    try {
      const plan = await tx((q) => previewImport(q, actor, { trustCode, bytes }));
      const telling = await findTellingRows(checkTexts, writtenInEvents(plan));
      if (sent.step === 'preview' || (telling.length > 0 && !sent['books-no-name']))
        return { problems: [], preview: previewOf(plan, packed(bytes), telling) };
      const { key, 'books-no-name': reason } = sent;
      const done = await tx(async (q) => {
        if (reason) await explainRows(q, telling, reason);
        return importEvents(q, actor, { trustCode, bytes, key });
      });
      return redirect(
        `${paths.importBooks(code)}?posted=${done.posted}&known=${done.alreadyInBooks}&agreed=${done.agreed}`,
      );
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error;
      return { problems: [], preview: previewOf({ rows: [], problems: error.problems, notices: [] }, '', []) };
    }
  },
);

/** The same refusal, at the field of this form. */
const atField = (field: string) => (error: unknown) => {
  throw error instanceof Refusal && error.field ? new Refusal(error.code, error.message, field) : error;
};

export default function Import() {
  const { code, done, beneficiaries, frame, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const preview = answer && 'preview' in answer ? answer.preview : null;
  const problems = answer?.problems ?? [];
  const [only] = beneficiaries;
  return (
    <Frame {...frame}>
      <RecordHead
        title={`Trust ${code}`}
        crumbs={trustCrumbs(code, { label: 'Import' })}
        {...(beneficiaries.length === 1 && only ? { code: only } : {})}
      />
      <TrustTabs code={code} current="import" mayImport />
      <Brought code={code} done={done} />
      <Folio spaced>
        {preview && <ImportPreview code={code} preview={preview} formKey={key} />}
        <Section
          id="books"
          question={preview ? 'Another file' : 'Bring in books'}
          meta="Nothing is posted before you have seen what each row does"
          decision={!preview}
        >
          {beneficiaries.length === 1 ? (
            <ChooseBooks problems={problems} again={preview !== null && preview.counts.new > 0} />
          ) : (
            <OneBeneficiary code={code} count={beneficiaries.length} />
          )}
        </Section>
        <Section id="market" question="Market values" meta="An information column of the accounting, never in its sum">
          <ChooseValues problem={problemOf(problems, 'values')} problems={problems} />
        </Section>
      </Folio>
    </Frame>
  );
}
