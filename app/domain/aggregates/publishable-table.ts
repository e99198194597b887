import { shownCells } from './suppress-cells';

/** How many children of an age band were given a service, and how often it was given to them. */
export interface CountedCell {
  service: string;
  band: string;
  children: number;
  given: number;
}

/** As it is published: an empty service or band is a total, null is not shown. */
export interface ShownCell {
  service: string;
  band: string;
  children: number | null;
  given: number | null;
}

/** From the youngest; children whose identity was erased have no age any more. */
export const BANDS = ['0-12', '13-17', '18+', 'unknown'] as const;

const TOTAL = '';

/**
 * A table of services by age bands with its totals, as it may be published. A child who was given two services is counted
 * in both lines, also in the totals: only so do the lines add up, which is what the protection rests on.
 *
 * How often a service was given is shown where the number of children is, and hidden where it is hidden. Nothing more can
 * be worked out from it: whatever change of the hidden numbers of children leaves every line as it is, the same change of
 * how often leaves both tables as they are, and gives each child still one service at least.
 */
export function publishableTable(counted: readonly CountedCell[], least: number): ShownCell[] {
  const services = [...new Set(counted.map(({ service }) => service))].sort();
  const rows = [...services, TOTAL];
  const columns = [...BANDS, TOTAL];
  const sumOf = (service: string, band: string, figure: 'children' | 'given') =>
    counted
      .filter((cell) => (service === TOTAL || cell.service === service) && (band === TOTAL || cell.band === band))
      .reduce((sum, cell) => sum + cell[figure], 0);
  const counts = rows.map((service) => columns.map((band) => sumOf(service, band, 'children')));
  const shown = shownCells(counts, least);
  return rows.flatMap((service, row) =>
    columns.map((band, column) => {
      const seen = shown[row]?.[column] ?? false;
      const figure = (name: 'children' | 'given') => (seen ? sumOf(service, band, name) : null);
      return { service, band, children: figure('children'), given: figure('given') };
    }),
  );
}
