import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { BarHead } from '~/ui/bar-head';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { Pages } from '~/ui/pages';
import { Plate } from '~/ui/plate';
import { RecordHead } from '~/ui/record-head';
import { frameOf } from '../parts/frame.server';
import { accountWords, kindWords } from './parts/account-words';
import { HeldNow, HoldingsNow } from './parts/held-and-holdings';
import { type LedgerData, loadLedger } from './parts/ledger-data.server';
import { MoneyNow } from './parts/money-now';
import { Register } from './parts/register';
import { RegisterFilter } from './parts/register-filter';
import { TrustTabs, trustCrumbs } from './parts/trust-frame';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Trust ${code}, ledger – Tutela` }];

const text = z.string().trim().max(60).optional().catch(undefined);
const query = z.object({ account: text, kind: text, from: text, to: text, before: text, after: text });

export const loader = guardLoader(
  { permission: 'trust.read', params: z.object({ code: z.string() }), query },
  ({ actor, params: { code }, query: asked, tx, now }) =>
    tx(async (q) => ({
      data: await loadLedger(q, code, asked),
      frame: await frameOf(q, actor, now, paths.trusts()),
      mayImport: permits(actor, 'books.import'),
    })),
);

export default function Ledger() {
  const { data, frame, mayImport } = useLoaderData<typeof loader>();
  const { code, lines, newer, older } = data;
  const address = (key: string) => `${paths.ledger(code)}?${data.search}${key}`;
  return (
    <Frame {...frame}>
      <RecordHead
        title={`Trust ${code}`}
        crumbs={trustCrumbs(code, { label: 'Ledger' })}
        {...(data.beneficiaries.length === 1 ? { code: data.beneficiaries[0] as string } : {})}
      />
      <TrustTabs code={code} current="ledger" mayImport={mayImport} />
      <MoneyNow code={code} money={data.money} />
      <Folio spaced>
        <Section id="which" question="Which entries">
          <RegisterFilter data={data} />
        </Section>
      </Folio>
      <BarHead id="entries" title="Entries" meta={`${shownWords(data)}. Newest first, ${data.money.currency}`} />
      {lines.length === 0 ? (
        <NoEntries data={data} />
      ) : (
        <Plate>
          <Register lines={lines} currency={data.money.currency} ofCash={!data.entered.account} />
        </Plate>
      )}
      {(newer || older) && (
        <Pages
          label="Pages of entries"
          position={daysOf(lines)}
          newer={newer ? { href: address(`after=${newer}`), label: 'Newer entries' } : undefined}
          older={older ? { href: address(`before=${older}`), label: 'Older entries' } : undefined}
        />
      )}
      <Folio spaced>
        <HeldNow holds={data.holds} currency={data.money.currency} />
        <HoldingsNow holdings={data.holdings} currency={data.money.currency} total={data.money.holdings} />
      </Folio>
    </Frame>
  );
}

function NoEntries({ data }: { data: LedgerData }) {
  if (!data.asked)
    return <Empty why="No entries here." next="Entries come from receipts, payments and books that are brought in." />;
  const why = data.lookedBackTo
    ? `No entries for these filters back to ${dayWords(data.lookedBackTo)}.`
    : 'No entries for these filters.';
  return <Empty why={why} next={<a href={paths.ledger(data.code)}>Show all entries</a>} />;
}

/** "Interest on cash at the custodian, from Jan 1, 2026 to Mar 31, 2026": the filter as a reader would say it. */
function shownWords({ entered: { account, kind, from, to } }: LedgerData): string {
  const what = [kind ? kindWords(kind) : 'All entries', ...(account ? [`on ${accountWords(account)}`] : [])].join(' ');
  return [what, ...(from ? [`from ${from}`] : []), ...(to ? [`to ${to}`] : [])].join(' ');
}

function daysOf(lines: LedgerData['lines']): string {
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return '';
  return first.occurredOn === last.occurredOn
    ? dayWords(first.occurredOn)
    : `${dayWords(last.occurredOn)} to ${dayWords(first.occurredOn)}`;
}
