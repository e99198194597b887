import { Button } from '~/ui/button';
import { NumberedList, Proof } from '~/ui/court-document';
import { Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Note } from '~/ui/note';
import { Num, Scroll, Table } from '~/ui/table';
import { FiguresInWords } from './figures-in-words';
import type { AccountPreview } from './new-account-data.server';

/** The figures as the account would state them, and the one act that freezes them. */
export function PreparedFigures({ preview, formKey }: { preview: AccountPreview; formKey: string }) {
  return (
    <>
      <Section id="figures" question="What it would say" meta={`${preview.words}, ${preview.currency}`}>
        <p className="said">
          <FiguresInWords text={preview.proof} />
        </p>
        <SixLines lines={preview.summary} />
        {preview.empty && <Note status="alert">Nothing was received or paid in this period.</Note>}
        {preview.market === null && (
          <Note status="alert">One holding has no market value at the close. Schedule E shows a dash.</Note>
        )}
        {preview.cashProof ? (
          <Proof>
            <FiguresInWords text={preview.cashProof} />
          </Proof>
        ) : (
          <Note status="alert">No bank statement ends on the last day, so cash is not compared with the bank.</Note>
        )}
        {preview.unusual.length > 0 && (
          <>
            <h3>Unusual in this period</h3>
            <NumberedList items={preview.unusual.map((text) => <FiguresInWords key={text} text={text} />)} />
          </>
        )}
      </Section>
      <Section id="prepare" question="Prepare it" meta="Freezes the figures with their fingerprint" decision>
        <p>Nothing is sent to the court. If the books of the period change before it is filed, prepare it anew.</p>
        <Form formKey={formKey}>
          <input type="hidden" name="trust" value={preview.trust} />
          <input type="hidden" name="from" value={preview.from} />
          <input type="hidden" name="through" value={preview.through} />
          <p>
            <Button>
              Prepare the accounting of {preview.trust}, {preview.words}
            </Button>
          </p>
        </Form>
      </Section>
    </>
  );
}

function SixLines({ lines }: { lines: AccountPreview['summary'] }) {
  return (
    <Scroll labelledBy="six">
      <Table
        caption="Summary"
        captionId="six"
        columns={[
          { head: 'Line' },
          { head: 'Schedule' },
          { head: 'Income', num: true },
          { head: 'Principal', num: true },
          { head: 'Totals', num: true },
        ]}
      >
        {lines.map((line, index) => (
          <tr key={line.numeral} className={index === lines.length - 1 ? 'total' : undefined}>
            <th scope="row">
              {line.numeral}. {line.label}
            </th>
            <td className="nowrap">{line.support}</td>
            <Num amount={line.income} sum={index === lines.length - 1} />
            <Num amount={line.principal} sum={index === lines.length - 1} />
            <Num amount={line.total} sum={index === lines.length - 1} />
          </tr>
        ))}
      </Table>
    </Scroll>
  );
}
