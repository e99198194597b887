import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { Empty } from '~/ui/empty';
import { Folio } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { Pages } from '~/ui/pages';
import { Plate } from '~/ui/plate';
import { RecordHead } from '~/ui/record-head';
import { Tabs } from '~/ui/tabs';
import { frameOf } from '../parts/frame.server';
import { Entries } from './parts/entries';
import { HeldNow, HoldingsNow } from './parts/held-and-holdings';
import { loadLedger } from './parts/ledger-data.server';
import { MoneyNow } from './parts/money-now';
import { TrustTabs, trustCrumbs } from './parts/trust-frame';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Trust ${code}, ledger – Tutela` }];

const SHOWN = ['all', 'receipts', 'care', 'costs', 'holdings'] as const;
const SHOWN_WORDS = { all: 'All', receipts: 'In', care: 'Care', costs: 'Costs', holdings: 'Holdings' } as const;

const query = z.object({
  show: z.enum(SHOWN).catch('all'),
  before: z.string().optional(),
  after: z.string().optional(),
});

export const loader = guardLoader(
  { permission: 'trust.read', params: z.object({ code: z.string() }), query },
  ({ actor, params: { code }, query: asked, tx, now }) =>
    tx(async (q) => ({
      show: asked.show,
      data: await loadLedger(q, code, asked),
      frame: await frameOf(q, actor, now, paths.trusts()),
      mayImport: permits(actor, 'books.import'),
    })),
);

export default function Ledger() {
  const { data, frame, mayImport, show } = useLoaderData<typeof loader>();
  const { code, page } = data;
  const address = (more: string) => `${paths.ledger(code)}?show=${show}${more}`;
  const oldest = page.lines.at(-1);
  const [newest] = page.lines;
  return (
    <Frame {...frame}>
      <RecordHead
        title={`Trust ${code}`}
        crumbs={trustCrumbs(code, 'Ledger')}
        {...(data.beneficiaries.length === 1 ? { code: data.beneficiaries[0] as string } : {})}
      />
      <TrustTabs code={code} current="ledger" mayImport={mayImport} />
      <MoneyNow code={code} money={data.money} />
      <BarHead id="entries" title="Entries" meta={`Newest first, ${data.money.currency}`}>
        <Tabs
          label="Which entries"
          kind="filter"
          tabs={SHOWN.map((one) => ({
            href: one === 'all' ? paths.ledger(code) : `${paths.ledger(code)}?show=${one}`,
            label: SHOWN_WORDS[one],
            current: one === show,
          }))}
        />
      </BarHead>
      {page.lines.length === 0 ? (
        <Empty why="No entries here." next="Entries come from receipts, payments and books that are brought in." />
      ) : (
        <Plate>
          <Entries lines={page.lines} currency={data.money.currency} />
        </Plate>
      )}
      {(page.newer || page.older) && (
        <Pages
          label="Pages of entries"
          position={`${page.firstPlace} to ${page.firstPlace + page.lines.length - 1} of ${page.total}`}
          newer={page.newer && newest ? { href: address(`&after=${newest.key}`), label: 'Newer entries' } : undefined}
          older={page.older && oldest ? { href: address(`&before=${oldest.key}`), label: 'Older entries' } : undefined}
        />
      )}
      <Folio spaced>
        <HeldNow holds={data.holds} currency={data.money.currency} />
        <HoldingsNow holdings={data.holdings} currency={data.money.currency} total={data.money.holdings} />
      </Folio>
    </Frame>
  );
}
