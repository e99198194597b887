import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { Empty } from '~/ui/empty';
import { Folio, Section } from '~/ui/folio';
import { Plate } from '~/ui/plate';
import { AuditRows } from '../../parts/audit-rows';
import type { AuditPage } from './audit-data.server';
import { AuditFilterForm } from './audit-filter-form';
import { ChainState } from './chain-state';
import { TrailPages } from './trail-pages';
import { TrailState } from './trail-state';

interface WholeTrailProps {
  page: AuditPage;
  readsBooks: boolean;
  mayExport: boolean;
  /** The filter as the address of the next page carries it on. */
  search: string;
}

/** The entries that a person sees, with what was recorded of each; for who reads books, how far the chains reach too. */
export function WholeTrail({ page, readsBooks, mayExport, search }: WholeTrailProps) {
  const { chains, trail, verified, events, newer, older, people, entered, problems } = page;
  return (
    <>
      <Folio>
        {readsBooks && (
          <>
            <TrailState trail={trail} />
            <ChainState chains={chains} verified={verified} />
          </>
        )}
        <Section id="filter" question="Which part of it">
          <AuditFilterForm people={people} entered={entered} problems={problems} byRecord />
          {mayExport && problems.length === 0 && (
            <p className="mt">
              <a href={`${paths.auditFile()}${search && `?${search.slice(0, -1)}`}`}>
                {search ? 'Save what is filtered as a CSV file' : 'Save all entries as a CSV file'}
              </a>
              , a numbered copy that the trail records.
            </p>
          )}
        </Section>
      </Folio>
      <BarHead id="entries" title="Entries" meta="In New York time" />
      {events.length === 0 ? (
        <Empty why="No entries for these filters." next={<a href={paths.audit()}>Show all</a>} />
      ) : (
        <Plate>
          <AuditRows events={events} />
        </Plate>
      )}
      <TrailPages entries={events} newer={newer} older={older} search={search} />
    </>
  );
}
