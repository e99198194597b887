import type { ReactNode } from 'react';
import type { AmountText } from '~/money/amount';
import { formatCourt } from '~/money/format';
import { CourtNum } from './court-figure';
import { Scroll } from './table';

export interface ScheduleLine {
  /** "C-14": kept for good, so that a line can be cited. */
  number: string;
  /** The line's support: its entry and documents. */
  href?: string;
  date?: string;
  /** One for each text column. */
  texts: readonly ReactNode[];
  /** One for each figure column; null is a dash. */
  figures: readonly (AmountText | null)[];
}

export interface ScheduleGroup {
  /** In italics above its lines; none where a schedule has no groups. */
  title?: string;
  /** The group's own total, said in its title and not added anew. */
  total?: AmountText;
  lines: readonly ScheduleLine[];
}

interface CourtScheduleProps {
  id: string;
  /** "Schedule A. Receipts". */
  title: string;
  dated?: boolean;
  /** The first of two is a name and is not broken. */
  textColumns: readonly string[];
  figureColumns: readonly string[];
  groups: readonly ScheduleGroup[];
  /** None for a schedule that is for information only. */
  total?: { label: string; figures: readonly (AmountText | null)[] };
  breaks?: 'keep' | 'new';
  children?: ReactNode;
}

/** A schedule: each line numbered and linked, groups in italics, the last line with the double rule. It never folds. */
export function CourtSchedule(props: CourtScheduleProps) {
  const { id, title, dated = false, textColumns, figureColumns, groups, total, breaks = 'keep', children } = props;
  const width = 1 + (dated ? 1 : 0) + textColumns.length + figureColumns.length;
  return (
    <section className={breaks}>
      <h2 id={id}>{title}</h2>
      <Scroll labelledBy={id}>
        <table className="tbl still" aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              {dated && <th scope="col">Date</th>}
              {textColumns.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              {figureColumns.map((head) => (
                <th key={head} scope="col" className="num">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <Group key={group.title ?? 'all'} group={group} width={width} dated={dated} />
            ))}
            {total && (
              <tr className="total">
                <td />
                {dated && <td />}
                <th scope="row" colSpan={textColumns.length > 1 ? textColumns.length : undefined}>
                  {total.label}
                </th>
                <Figures figures={total.figures} sum />
              </tr>
            )}
          </tbody>
        </table>
      </Scroll>
      {children}
    </section>
  );
}

function Group({ group, width, dated }: { group: ScheduleGroup; width: number; dated: boolean }) {
  return (
    <>
      {group.title && (
        <tr className="grp">
          <th scope="rowgroup" colSpan={width}>
            {group.title}
            {group.total !== undefined && (
              <>
                , <span className="num">{formatCourt(group.total)}</span>
              </>
            )}
          </th>
        </tr>
      )}
      {group.lines.map((line) => (
        <tr key={line.number}>
          <td>
            {line.href ? (
              <a className="ln" href={line.href}>
                {line.number}
              </a>
            ) : (
              <span className="ln">{line.number}</span>
            )}
          </td>
          {dated && <td className="num l">{line.date}</td>}
          <Texts texts={line.texts} />
          <Figures figures={line.figures} />
        </tr>
      ))}
    </>
  );
}

function Texts({ texts }: { texts: readonly ReactNode[] }) {
  return (
    <>
      {texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns of one schedule never move
        <td key={index} className={texts.length > 1 && index === 0 ? 'nowrap' : undefined}>
          {text}
        </td>
      ))}
    </>
  );
}

function Figures({ figures, sum = false }: { figures: readonly (AmountText | null)[]; sum?: boolean }) {
  return (
    <>
      {figures.map((figure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns of one schedule never move
        <CourtNum key={index} amount={figure} sum={sum} />
      ))}
    </>
  );
}
