import { stringify } from 'csv-stringify/sync';
import type { Incident } from './find-incidents.server';
import { IMPACT_OF, IMPACTS, type Impact, KIND_WORDS, KINDS } from './incident';

export interface AnnualLine {
  what: string;
  impact: Impact | '';
  incidents: number;
  /** That had to be told, or were. */
  breaches: number;
  told: number;
  toldLate: number;
  /** As far as they were counted. */
  people: number;
}

/** A year's incidents by kind, and by what they hurt: counts alone, as the authority asks for them (NPC Circular 16-03). */
export interface AnnualReport {
  byKind: AnnualLine[];
  byImpact: AnnualLine[];
  total: AnnualLine;
}

const COLUMNS = ['year', 'what', 'impact', 'incidents', 'breaches', 'told', 'told_late', 'people', 'copy'] as const;

/** A line a kind and one for all: `breaches` are those that had to be told or were; each bears the number of the copy. */
export function annualCsv(year: string, { byKind, total }: AnnualReport, copy: string): string {
  const rows = [...byKind, total].map((line) => [
    year,
    line.what,
    line.impact,
    line.incidents,
    line.breaches,
    line.told,
    line.toldLate,
    line.people,
    copy,
  ]);
  return stringify([[...COLUMNS], ...rows], { escape_formulas: true });
}

export function annualReport(incidents: readonly Incident[]): AnnualReport {
  return {
    byKind: KINDS.map((kind) =>
      lineOf(
        KIND_WORDS[kind],
        IMPACT_OF[kind],
        incidents.filter((item) => item.kind === kind),
      ),
    ),
    byImpact: IMPACTS.map((impact) =>
      lineOf(
        impact,
        impact,
        incidents.filter((item) => IMPACT_OF[item.kind] === impact),
      ),
    ),
    total: lineOf('All', '', incidents),
  };
}

function lineOf(what: string, impact: Impact | '', incidents: readonly Incident[]): AnnualLine {
  const breaches = incidents.filter(({ clock }) => clock.due !== 'none');
  const told = breaches.filter(({ clock }) => clock.due === 'report' || clock.due === 'done');
  return {
    what,
    impact,
    incidents: incidents.length,
    breaches: breaches.length,
    told: told.length,
    toldLate: told.filter(({ clock }) => clock.late.includes('notice')).length,
    people: breaches.reduce((sum, { assessments }) => sum + (assessments.at(-1)?.subjects ?? 0), 0),
  };
}
