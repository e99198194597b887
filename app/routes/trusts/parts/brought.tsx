import { paths } from '~/http/paths';
import { Banner } from '~/ui/banner';

interface Done {
  posted?: number | undefined;
  known?: number | undefined;
  agreed?: number | undefined;
  values?: number | undefined;
}

/** The result of what the reader has just done. */
export function Brought({ code, done }: { code: string; done: Done }) {
  if (done.values !== undefined) {
    return (
      <Banner id="brought" status="confirmed" title={`${count(done.values, 'market value')} recorded`} announced />
    );
  }
  if (done.posted === undefined) return null;
  const known = done.known ?? 0;
  const agreed = done.agreed ?? 0;
  const title = done.posted === 0 ? 'Nothing changed' : `${count(done.posted, 'entry', 'entries')} posted`;
  return (
    <Banner id="brought" status="confirmed" title={title} announced>
      <p>
        {known > 0 && `${count(known, 'row')} stood in the books already. `}
        {agreed > 0 && `${count(agreed, 'opening')} agreed with the closing. `}
        <a href={paths.ledger(code)}>Open the ledger of {code}</a>
      </p>
    </Banner>
  );
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
