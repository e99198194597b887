import { median } from './race';

export interface Figure {
  id: string;
  clients: number;
  /** What is set against what. */
  says: string;
  ratio: number;
  goal: number;
  /** Whether the goal is the least or the most. */
  bound: 'least' | 'most';
  met: boolean;
  rounds: number;
  /** Both sides' medians, with their unit. */
  sides: string;
  /** Where the time goes, asked where the goal is missed. */
  why: () => Promise<string>;
}

type Made = Pick<Figure, 'id' | 'clients' | 'says' | 'goal' | 'bound' | 'why'>;

/** The median of the rounds' ratios, held to its goal. */
export function figure(made: Made & { first: number[]; second: number[]; unit: string }): Figure {
  const { first, second, unit, ...rest } = made;
  const ratio = median(first.map((value, round) => value / (second[round] as number)));
  return {
    ...rest,
    ratio,
    met: made.bound === 'least' ? ratio >= made.goal : ratio <= made.goal,
    rounds: first.length,
    sides: `${short(median(first))} against ${short(median(second))} ${unit}`,
  };
}

const short = (value: number) => (value >= 100 ? Math.round(value).toString() : value.toPrecision(3));

/** The figures as a table of words between bars. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((made) => [
    made.id,
    made.clients.toString(),
    made.ratio.toPrecision(3),
    `${made.bound === 'least' ? '>=' : '<='} ${made.goal}`,
    made.met ? 'met' : 'NOT MET',
    made.rounds.toString(),
    made.sides,
    made.says,
  ]);
  const table = [['id', 'clients', 'ratio', 'goal', '', 'rounds', 'medians', 'what is compared'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] as string).length))) ?? [];
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n');
}

/** What --json writes. */
export function jsonOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ id, clients, ratio, goal, met, rounds }) => ({ id, clients, ratio, goal, met, rounds }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}
