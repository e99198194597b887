import { formatAmount } from '~/money/format';
import { Button } from '~/ui/button';
import { dayWords } from '~/ui/day-words';
import { Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Note } from '~/ui/note';
import { Num, Scroll, Table } from '~/ui/table';
import { Tag } from '~/ui/tag';
import { WhatItIs } from '~/ui/what-it-is';
import { kindWords } from './account-words';
import type { Preview } from './import-data.server';

interface ImportPreviewProps {
  code: string;
  preview: Preview;
  formKey: string;
}

/** What each row does, before anything is posted; or what is wrong, row by row, with nothing posted. */
export function ImportPreview({ code, preview, formKey }: ImportPreviewProps) {
  if (preview.problemCount > 0) return <Problems preview={preview} />;
  return (
    <>
      <Section id="rows" question="What each row does" meta="In the order of the file">
        <p className="said">{countsWords(preview.counts)}</p>
        {preview.notices.map((notice) => (
          <Note key={notice} status="alert">
            {notice}
          </Note>
        ))}
        <Rows preview={preview} />
        {preview.rowCount > preview.rows.length && (
          <p className="meta">
            The first {preview.rows.length} of {preview.rowCount} rows are shown. All of them are checked.
          </p>
        )}
      </Section>
      {preview.counts.new > 0 && <PostIt code={code} preview={preview} formKey={formKey} />}
    </>
  );
}

function PostIt({ code, preview, formKey }: ImportPreviewProps) {
  const { new: fresh } = preview.counts;
  return (
    <Section id="post" question="Post it" meta="All rows or none" decision>
      <p>A posting is not edited afterwards. A mistake is corrected by a reversal that both entries point to.</p>
      <Form files formKey={formKey}>
        <input type="hidden" name="step" value="post" />
        <input type="hidden" name="books" value={preview.books} />
        {preview.telling.length > 0 && <Telling rows={preview.telling} />}
        <p>
          <Button>
            Post {fresh} {fresh === 1 ? 'entry' : 'entries'} to {code}
          </Button>
        </p>
      </Form>
    </Section>
  );
}

/** Rows that may tell who a child is: another file, or one answer for all of them. */
function Telling({ rows }: { rows: Preview['telling'] }) {
  return (
    <div className="field err">
      <Note status="alert">
        Nothing is posted while these may tell who a child is. Mend the file and choose it again, or say below what they
        are.
      </Note>
      <ul>
        {rows.map(({ row, field, what }) => (
          <li key={`${row} ${field}`}>
            Row {row}, {field}: may hold {what}.
          </li>
        ))}
      </ul>
      <WhatItIs field="books" />
    </div>
  );
}

function countsWords({ new: fresh, known, agreed }: Preview['counts']): string {
  const parts = [fresh === 0 ? 'Nothing is new' : fresh === 1 ? '1 row is new' : `${fresh} rows are new`];
  if (known > 0) parts.push(`${known} in the books already`);
  if (agreed > 0) parts.push(`${agreed} agree with the closing`);
  return `${parts.join(', ')}.`;
}

const OUTCOMES = {
  new: { status: 'tosend', words: 'New' },
  already_in_books: { status: 'confirmed', words: 'In the books' },
  agrees_with_closing: { status: 'agrees', words: 'Agrees' },
} as const;

function Rows({ preview }: { preview: Preview }) {
  return (
    <Scroll labelledBy="effects">
      <Table
        caption="Rows of the file and what each does"
        captionId="effects"
        columns={[
          { head: 'Row', num: true },
          { head: 'Day' },
          { head: 'Kind' },
          { head: 'Reference' },
          { head: 'Effect' },
          { head: 'Cash after', num: true },
          { head: 'State' },
        ]}
      >
        {preview.rows.map((row) => (
          <tr key={row.row}>
            <Num>{row.row}</Num>
            <Num left>{dayWords(row.occurredOn)}</Num>
            <td>{kindWords(row.kind)}</td>
            <td className="id">{row.reference || '–'}</td>
            <td>
              <div className="min-w-60">{row.effect}</div>
            </td>
            <Num>{formatAmount(row.cashAfter)}</Num>
            <td>
              <Tag status={OUTCOMES[row.outcome].status} plain>
                {OUTCOMES[row.outcome].words}
              </Tag>
            </td>
          </tr>
        ))}
      </Table>
    </Scroll>
  );
}

function Problems({ preview }: { preview: Preview }) {
  const count = preview.problemCount === 1 ? '1 problem' : `${preview.problemCount} problems`;
  return (
    <Section id="refused" question="What is wrong" meta="Mend the file and choose it again">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, and here are none */}
      {/* biome-ignore lint/a11y/noAutofocus: after a refused file the reader must land on why, with or without script */}
      <div className="err-sum" role="group" aria-labelledby="problems-title" tabIndex={-1} autoFocus>
        <h3 id="problems-title">Nothing was imported: {count} in the file</h3>
      </div>
      <Scroll labelledBy="problems">
        <Table
          caption="Problems, by row"
          captionId="problems"
          columns={[{ head: 'Row', num: true }, { head: 'Field' }, { head: 'What is wrong' }]}
        >
          {preview.problems.map((problem) => (
            <tr key={`${problem.row} ${problem.field} ${problem.message}`}>
              <Num>{problem.row === 0 ? '–' : problem.row}</Num>
              <td className="id">{problem.field || '–'}</td>
              <td>
                <div className="min-w-60">{problem.message}</div>
              </td>
            </tr>
          ))}
        </Table>
      </Scroll>
      {preview.problemCount > preview.problems.length && (
        <p className="meta">The first {preview.problems.length} are shown.</p>
      )}
    </Section>
  );
}
