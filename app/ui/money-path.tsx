import type { ReactNode } from 'react';
import { amount, toText } from '~/money/amount';
import { Hatch } from './hatch';
import { type MoneyBar, type MoneyStep, moneyPathLayout } from './money-path-layout';
import { Num, Table } from './table';

interface MoneyPathProps {
  id: string;
  steps: readonly MoneyStep[];
  /** "Of each 100 received, 22 went to care and 6 to costs." */
  said: string;
  /** What is not in the sum, and what the rest is made of. */
  note?: ReactNode;
  caption: string;
  currency: string;
}

/** Where the money went: the picture is the table, a bar in each row. */
export function MoneyPath({ id, steps, said, note, caption, currency }: MoneyPathProps) {
  const bars = moneyPathLayout(steps);
  return (
    <>
      <p className="said">{said}</p>
      <svg className="sprite" aria-hidden="true">
        <Hatch id={`${id}-hatch`} />
      </svg>
      <div className="bars">
        <Table
          caption={caption}
          columns={[
            { head: 'Step' },
            { head: <span className="vh">Picture</span>, hideNarrow: true },
            { head: currency, num: true },
          ]}
        >
          {steps.map((step, index) => (
            <Step key={step.label} step={step} bar={bars[index]} fill={`url(#${id}-hatch)`} />
          ))}
        </Table>
      </div>
      {note && <p className="meta">{note}</p>}
    </>
  );
}

function Step({ step, bar, fill }: { step: MoneyStep; bar: MoneyBar | undefined; fill: string }) {
  const shown = step.kind === 'out' ? toText(amount(step.amount).negated()) : step.amount;
  return (
    <tr className={step.kind === 'rest' ? 'total' : undefined}>
      <th scope="row">{step.href ? <a href={step.href}>{step.label}</a> : step.label}</th>
      <td className="bar hide-s">
        <svg width="100%" height="20" aria-hidden="true">
          {bar && <Bar kind={step.kind} bar={bar} fill={fill} />}
        </svg>
      </td>
      <Num amount={shown} sum={step.kind === 'rest'} muted={step.kind === 'promised'} />
    </tr>
  );
}

function Bar({ kind, bar, fill }: { kind: MoneyStep['kind']; bar: MoneyBar; fill: string }) {
  const box = { x: bar.x, y: 3, width: bar.width, height: 14 };
  if (kind === 'promised') return <rect className="f-o" {...box} />;
  if (kind === 'out') return <rect className="hatched" fill={fill} {...box} />;
  return <rect className="f-1" {...box} />;
}
