import type { AmountText } from '~/money/amount';
import { CourtNum } from './court-figure';
import { Scroll } from './table';

export interface SummaryLine {
  what: string;
  /** The schedule that supports the line: "A", "E of 2025". */
  schedule: { label: string; href: string };
  income: AmountText;
  principal: AmountText;
  total: AmountText;
}

interface CourtSummaryProps {
  id: string;
  title: string;
  /** In their order; the last one is the closing balance. Numbered I. to VI. */
  lines: readonly SummaryLine[];
}

const ROMAN = ['I.', 'II.', 'III.', 'IV.', 'V.', 'VI.', 'VII.', 'VIII.', 'IX.', 'X.'];

/** The account in six lines, each leading to its schedule. */
export function CourtSummary({ id, title, lines }: CourtSummaryProps) {
  return (
    <>
      <h2 id={id}>{title}</h2>
      <Scroll labelledBy={id}>
        <table className="tbl still summary" aria-labelledby={id}>
          <thead>
            <tr>
              <td />
              <th scope="col">
                <span className="vh">Line</span>
              </th>
              <th scope="col">Schedule</th>
              <th scope="col" className="num">
                Income
              </th>
              <th scope="col" className="num">
                Principal
              </th>
              <th scope="col" className="num">
                Totals
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <SummaryRow
                key={line.what}
                line={line}
                number={ROMAN[index] ?? ''}
                closing={index === lines.length - 1}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function SummaryRow({ line, number, closing }: { line: SummaryLine; number: string; closing: boolean }) {
  return (
    <tr className={closing ? 'total' : undefined}>
      <td className="rn">{number}</td>
      <th scope="row">{line.what}</th>
      <td className="nowrap">
        <a href={line.schedule.href}>{line.schedule.label}</a>
      </td>
      <CourtNum amount={line.income} sum={closing} />
      <CourtNum amount={line.principal} sum={closing} />
      <CourtNum amount={line.total} sum={closing} />
    </tr>
  );
}
