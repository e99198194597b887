import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { Empty } from '~/ui/empty';
import { Folio, Section } from '~/ui/folio';
import { Plate } from '~/ui/plate';
import type { ActPage } from './act-data.server';
import { ActRows } from './act-rows';
import { AuditFilterForm } from './audit-filter-form';
import { TrailPages } from './trail-pages';

/** The trail as an administrator reads it: who did which kind of act, and nothing that could tell of a child or of money. */
export function ActsAlone({ page, search }: { page: ActPage; search: string }) {
  const { acts, newer, older, people, entered, problems } = page;
  return (
    <>
      <Folio>
        <Section id="filter" question="Which part of it">
          <AuditFilterForm people={people} entered={entered} problems={problems} />
        </Section>
      </Folio>
      <BarHead id="entries" title="Entries" meta="In New York time" />
      {acts.length === 0 ? (
        <Empty why="No entries for these filters." next={<a href={paths.audit()}>Show all</a>} />
      ) : (
        <Plate>
          <ActRows acts={acts} />
        </Plate>
      )}
      <TrailPages entries={acts} newer={newer} older={older} search={search} />
    </>
  );
}
