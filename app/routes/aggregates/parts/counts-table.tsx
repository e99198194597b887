import { serviceWord } from '~/domain/services-delivered/service-words';
import { Num, Scroll, SumRow, Table } from '~/ui/table';
import { NotShown } from './how-counted';

export interface CountsOfService {
  service: string;
  /** By age band, in the order of the bands, the total last; null is not shown. */
  counts: readonly (number | null)[];
}

interface CountsTableProps {
  id: string;
  caption: string;
  bands: readonly string[];
  rows: readonly CountsOfService[];
}

/** Services by age bands; the last line and the last column add up. */
export function CountsTable({ id, caption, bands, rows }: CountsTableProps) {
  const lines = rows.filter(({ service }) => service !== '');
  const total = rows.find(({ service }) => service === '');
  return (
    <Scroll labelledBy={id}>
      <Table
        caption={caption}
        captionId={id}
        columns={[{ head: 'Service' }, ...bands.map((band) => ({ head: band, num: true })), { head: 'All', num: true }]}
      >
        {lines.map(({ service, counts }) => (
          <tr key={service}>
            <th scope="row">{serviceWord(service)}</th>
            <Counts counts={counts} />
          </tr>
        ))}
        {total && (
          <SumRow label="Together" closing>
            <Counts counts={total.counts} sum />
          </SumRow>
        )}
      </Table>
    </Scroll>
  );
}

function Counts({ counts, sum = false }: { counts: CountsOfService['counts']; sum?: boolean }) {
  return counts.map((count, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the bands of one table never move
    <Num key={place} sum={sum}>
      {count ?? <NotShown />}
    </Num>
  ));
}
