import { type Counts, cheapestPath, type Edge, edgesOf, slackOf } from './circulation';

/**
 * Which counts of a table are shown. A count under the least, and above zero, is hidden, also as a total; and with it as
 * many others as it takes that no hidden count can be worked out from what is shown: whoever adds and subtracts all lines
 * is left with at least as many possible counts for each as the least (by Handbook on Statistical Disclosure Control,
 * chapters 4 and 5: primary and secondary suppression, and its audit).
 *
 * A zero is shown: nobody stands behind it, and it is how counts of people are usually given out ("smaller than the least,
 * and bigger than 0"). It is never hidden to protect another, so that what is hidden is known to be no zero, and is
 * reckoned with here.
 *
 * `least` comes from policy AG-1. Throws where a line does not add up: then nothing could be said of what is protected.
 */
export function shownCells(counts: Counts, least: number): boolean[][] {
  demandSums(counts);
  const edges = edgesOf(counts);
  const hidden = new Set(edges.filter(({ count }) => count < least));
  for (let open = firstOpen(hidden, least); open; open = firstOpen(hidden, least)) {
    const more = cheapestCover(edges, hidden, open, least) ?? smallestShown(edges, hidden, open);
    if (more.length === 0) throw new Error('a count that cannot be hidden: nothing is left to hide it behind');
    for (const edge of more) hidden.add(edge);
  }
  return counts.map((line, row) =>
    line.map((_, column) => ![...hidden].some((edge) => edge.row === row && edge.column === column)),
  );
}

/** A hidden count of which too much is known: fewer than so many counts are possible. */
function firstOpen(hidden: ReadonlySet<Edge>, least: number): Edge | undefined {
  const all = [...hidden];
  return all.find((edge) => {
    const { up, down } = slackOf(all, edge, least);
    return up + down + 1 < least;
  });
}

/** The others to hide with the fewest people in them, so that a count could be larger by as much as is wanted; or null. */
function cheapestCover(edges: readonly Edge[], hidden: ReadonlySet<Edge>, open: Edge, least: number): Edge[] | null {
  const others = edges.filter((edge) => edge !== open);
  const path = cheapestPath(others, open.to, open.from, ({ edge, along }) => {
    if (!along && edge.count < least) return null;
    return hidden.has(edge) ? 0 : edge.count;
  });
  const more = path?.map(({ edge }) => edge).filter((edge) => !hidden.has(edge)) ?? [];
  return more.length === 0 ? null : more;
}

/** Where no single circle is wide enough, one count after the other goes, those of the same lines first. */
function smallestShown(edges: readonly Edge[], hidden: ReadonlySet<Edge>, { row, column }: Edge): Edge[] {
  const shown = edges.filter((edge) => !hidden.has(edge));
  const near = shown.filter((edge) => edge.row === row || edge.column === column);
  return (near.length > 0 ? near : shown).sort((one, other) => one.count - other.count).slice(0, 1);
}

function demandSums(counts: Counts): void {
  const adds = (line: readonly number[]) => line.slice(0, -1).reduce((sum, count) => sum + count, 0) === line.at(-1);
  const columns = (counts[0] ?? []).map((_, column) => counts.map((line) => line[column] ?? Number.NaN));
  const whole = counts.flat().every((count) => Number.isInteger(count) && count >= 0);
  if (!whole || !counts.every(adds) || !columns.every(adds)) throw new Error('a table whose lines do not add up');
}
