/** What somebody can work out from published lines that add up. It shares no code and no method with what hides counts. */

const NEARLY = 1e-7;

interface Problem {
  /** One row of coefficients for each line, and what it comes to. */
  lines: number[][];
  sums: number[];
}

/** The most that one unknown can be, all being zero or more: the simplex method in two phases, with Bland's rule. */
function most({ lines, sums }: Problem, weights: readonly number[]): number {
  const unknowns = weights.length;
  const tableau = lines.map((line, at) => {
    const sign = (sums[at] as number) < 0 ? -1 : 1;
    const helper = lines.map((_, other) => (other === at ? 1 : 0));
    return [...line.map((value) => value * sign), ...helper, (sums[at] as number) * sign];
  });
  const basis = lines.map((_, at) => unknowns + at);
  const helpers = Array.from({ length: unknowns + lines.length }, (_, at) => (at < unknowns ? 0 : -1));
  const left = climb(tableau, basis, helpers, unknowns + lines.length);
  if (Math.abs(left) > NEARLY) throw new Error('the lines contradict each other');
  for (const [row, column] of basis.entries()) {
    if (column < unknowns) continue;
    const other = (tableau[row] as number[]).findIndex((value, at) => at < unknowns && Math.abs(value) > NEARLY);
    if (other >= 0) pivot(tableau, basis, row, other);
  }
  const needed = basis.map((column) => column < unknowns);
  const rows = tableau.filter((_, row) => needed[row]);
  return climb(
    rows,
    basis.filter((_, row) => needed[row]),
    weights,
    unknowns,
  );
}

function climb(tableau: number[][], basis: number[], weights: readonly number[], columns: number): number {
  const weight = (column: number) => weights[column] ?? 0;
  for (;;) {
    const gain = (column: number) =>
      weight(column) -
      tableau.reduce((sum, line, row) => sum + weight(basis[row] as number) * (line[column] as number), 0);
    const enters = Array.from({ length: columns }, (_, at) => at).find(
      (column) => !basis.includes(column) && gain(column) > NEARLY,
    );
    if (enters === undefined)
      return tableau.reduce((sum, line, row) => sum + weight(basis[row] as number) * (line.at(-1) as number), 0);
    const ratios = tableau.flatMap((line, row) =>
      (line[enters] as number) > NEARLY ? [{ row, ratio: (line.at(-1) as number) / (line[enters] as number) }] : [],
    );
    if (ratios.length === 0) return Number.POSITIVE_INFINITY;
    const least = Math.min(...ratios.map(({ ratio }) => ratio));
    const leaves = ratios
      .filter(({ ratio }) => ratio <= least + NEARLY)
      .reduce((one, other) => ((basis[other.row] as number) < (basis[one.row] as number) ? other : one));
    pivot(tableau, basis, leaves.row, enters);
  }
}

function pivot(tableau: number[][], basis: number[], row: number, column: number): void {
  const line = tableau[row] as number[];
  const by = line[column] as number;
  for (const at of line.keys()) line[at] = (line[at] as number) / by;
  for (const [other, values] of tableau.entries()) {
    const times = values[column] as number;
    if (other === row || times === 0) continue;
    for (const at of values.keys()) values[at] = (values[at] as number) - times * (line[at] as number);
  }
  basis[row] = column;
}

export interface Published {
  counts: readonly (readonly number[])[];
  shown: readonly (readonly boolean[])[];
}

export interface Known {
  row: number;
  column: number;
  least: number;
  most: number;
}

/** For each hidden count of a published table: between what it must lie. That it is not zero is known, since zeros are shown. */
export function knownOf(table: Published): Known[] {
  const unknowns = hiddenOf(table);
  const problem = linesOf(table, unknowns, 0, unknowns.length);
  return unknowns.map((cell, at) => ({ ...cell, ...between(problem, unknowns.length, at) }));
}

/**
 * For each hidden count of the first table, what is known to who has both and knows that one more person was counted in
 * the second, in this column, at most once in each row.
 */
export function knownOfBoth(before: Published, after: Published, joined: number): Known[] {
  const [first, second] = [hiddenOf(before), hiddenOf(after)];
  const rows = before.counts.length;
  // A difference is zero or one: what it lacks to one is an unknown too.
  const differing = Array.from({ length: rows - 1 }, (_, row) => ({ row, column: joined }));
  const size = first.length + second.length + 2 * differing.length;
  const problem = linesOf(before, first, 0, size);
  const more = linesOf(after, second, first.length, size);
  problem.lines.push(...more.lines);
  problem.sums.push(...more.sums);
  for (const [row, line] of before.counts.slice(0, -1).entries())
    for (const column of line.slice(0, -1).keys()) {
      const coefficients = new Array<number>(size).fill(0);
      const place = differing.findIndex((cell) => cell.row === row && cell.column === column);
      const from = first.length + second.length + 2 * place;
      if (place >= 0) coefficients[from] = -1;
      // after - before - difference = 0
      let sum = 0;
      for (const [table, unknowns, offset, sign] of [
        [before, first, 0, -1],
        [after, second, first.length, 1],
      ] as const) {
        const at = unknowns.findIndex((cell) => cell.row === row && cell.column === column);
        if (at >= 0) {
          coefficients[offset + at] = sign;
          sum -= sign;
        } else sum -= sign * (table.counts[row]?.[column] as number);
      }
      problem.lines.push(coefficients);
      problem.sums.push(sum);
      if (place < 0) continue;
      const lack = new Array<number>(size).fill(0);
      lack[from] = 1;
      lack[from + 1] = 1;
      problem.lines.push(lack);
      problem.sums.push(1);
    }
  return first.map((cell, at) => ({ ...cell, ...between(problem, size, at) }));
}

function hiddenOf({ shown }: Published): { row: number; column: number }[] {
  return shown.flatMap((line, row) => line.flatMap((seen, column) => (seen ? [] : [{ row, column }])));
}

/** Each row and each column comes to its total. Unknowns are reckoned from one. */
function linesOf(
  { counts, shown }: Published,
  unknowns: { row: number; column: number }[],
  offset: number,
  size: number,
): Problem {
  const [rows, columns] = [counts.length, counts[0]?.length ?? 0];
  const problem: Problem = { lines: [], sums: [] };
  const add = (cells: { row: number; column: number }[]) => {
    const coefficients = new Array<number>(size).fill(0);
    let sum = 0;
    for (const [at, { row, column }] of cells.entries()) {
      const sign = at === cells.length - 1 ? -1 : 1;
      if (shown[row]?.[column]) sum -= sign * (counts[row]?.[column] as number);
      else {
        coefficients[offset + unknowns.findIndex((cell) => cell.row === row && cell.column === column)] = sign;
        sum -= sign;
      }
    }
    problem.lines.push(coefficients);
    problem.sums.push(sum);
  };
  for (let row = 0; row < rows; row += 1) add(Array.from({ length: columns }, (_, column) => ({ row, column })));
  for (let column = 0; column < columns; column += 1) add(Array.from({ length: rows }, (_, row) => ({ row, column })));
  return problem;
}

function between(problem: Problem, size: number, at: number): { least: number; most: number } {
  const weights = (sign: number) => Array.from({ length: size }, (_, other) => (other === at ? sign : 0));
  return { least: 1 - most(problem, weights(-1)), most: 1 + most(problem, weights(1)) };
}
