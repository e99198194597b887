/** A table of counts, row by row. The last row and the last column are its totals, their crossing the total of all. */
export type Counts = readonly (readonly number[])[];

export interface Cell {
  row: number;
  column: number;
}

/**
 * A cell as an edge that carries its count. Each line of a table adds up, so that the counts flow in circles: from a row
 * into its columns, from the columns into the row of totals, and from the total of all back along the column of totals.
 */
export interface Edge extends Cell {
  from: number;
  to: number;
  count: number;
}

/** The cells in which something was counted. A zero is shown and moves nothing. */
export function edgesOf(counts: Counts): Edge[] {
  const lastRow = counts.length - 1;
  const lastColumn = (counts[0]?.length ?? 0) - 1;
  // A node for each line: the rows first, then the columns.
  return counts.flatMap((line, row) =>
    line.flatMap((count, column) => {
      if (count === 0) return [];
      const [ofRow, ofColumn] = [row, counts.length + column];
      const total = (row === lastRow) !== (column === lastColumn);
      return [{ row, column, count, ...(total ? { from: ofColumn, to: ofRow } : { from: ofRow, to: ofColumn }) }];
    }),
  );
}

interface Step {
  edge: Edge;
  /** Along the edge its count grows; against it, it shrinks. */
  along: boolean;
}

/** How far a hidden count can shrink: to one, since a zero would be shown. */
const LEAST_HIDDEN = 1;

/**
 * By how much a hidden count may differ from the true one, up to a limit, with every line still adding up: how far the
 * other hidden counts can make good for it. This is all that somebody who sees the rest can know of it.
 */
export function slackOf(hidden: readonly Edge[], edge: Edge, limit: number): { up: number; down: number } {
  const others = hidden.filter((other) => other !== edge);
  return {
    up: flow(others, edge.to, edge.from, limit),
    down: Math.min(edge.count - LEAST_HIDDEN, flow(others, edge.from, edge.to, limit)),
  };
}

/** The most that can flow between two lines by changing these counts (Ford and Fulkerson), up to a limit. */
function flow(edges: readonly Edge[], from: number, to: number, limit: number): number {
  const changed = new Map<Edge, number>();
  const roomOf = ({ edge, along }: Step) => (along ? limit : edge.count - LEAST_HIDDEN + (changed.get(edge) ?? 0));
  let total = 0;
  while (total < limit) {
    const path = cheapestPath(edges, from, to, (step) => (roomOf(step) > 0 ? 1 : null));
    if (!path) break;
    const amount = Math.min(limit - total, ...path.map(roomOf));
    for (const { edge, along } of path) changed.set(edge, (changed.get(edge) ?? 0) + (along ? amount : -amount));
    total += amount;
  }
  return total;
}

/** The cheapest way from one line to another, by what each step costs; a step that costs null is none. */
export function cheapestPath(
  edges: readonly Edge[],
  from: number,
  to: number,
  costOf: (step: Step) => number | null,
): Step[] | null {
  const costs = new Map<number, number>([[from, 0]]);
  const cameBy = new Map<number, Step>();
  // As often as there are lines is enough for any way (Bellman and Ford); tables are small.
  for (let moved = true; moved; ) {
    moved = false;
    for (const edge of edges)
      for (const along of [true, false]) {
        const [start, end] = along ? [edge.from, edge.to] : [edge.to, edge.from];
        const soFar = costs.get(start);
        const cost = soFar === undefined ? null : costOf({ edge, along });
        if (cost === null || soFar === undefined || soFar + cost >= (costs.get(end) ?? Number.POSITIVE_INFINITY))
          continue;
        costs.set(end, soFar + cost);
        cameBy.set(end, { edge, along });
        moved = true;
      }
  }
  if (!costs.has(to)) return null;
  const path: Step[] = [];
  for (let at = to; at !== from; ) {
    const step = cameBy.get(at) as Step;
    path.unshift(step);
    at = step.along ? step.edge.from : step.edge.to;
  }
  return path;
}
