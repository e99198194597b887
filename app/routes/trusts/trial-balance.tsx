import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { RecordHead } from '~/ui/record-head';
import { frameOf } from '../parts/frame.server';
import { BalanceTable } from './parts/balance-table';
import { DayFilter, FilterForm } from './parts/day-filter';
import { loadTrialBalance, type TrialBalanceData } from './parts/trial-balance-data.server';
import { TrustTabs, trustCrumbs } from './parts/trust-frame';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Trust ${code}, trial balance – Tutela` }];

const text = z.string().trim().max(20).optional().catch(undefined);

export const loader = guardLoader(
  {
    permission: 'trust.read',
    params: z.object({ code: z.string() }),
    query: z.object({ as_of: text, known_at: text }),
  },
  ({ actor, params: { code }, query: asked, tx, now, inWorld }) =>
    tx(async (q) => ({
      data: await loadTrialBalance(q, code, asked, now, inWorld),
      frame: await frameOf(q, actor, now, paths.trusts()),
      mayImport: permits(actor, 'books.import'),
    })),
);

export default function TrialBalance() {
  const { data, frame, mayImport } = useLoaderData<typeof loader>();
  const { code } = data;
  return (
    <Frame {...frame}>
      <RecordHead title={`Trust ${code}`} crumbs={trustCrumbs(code, { label: 'Trial balance' })} />
      <TrustTabs code={code} current="trial-balance" mayImport={mayImport} />
      <Folio spaced>
        <Section id="when" question="As of which day" meta="And, if you like, as the books knew it then">
          <WhenForm data={data} />
        </Section>
        <Section id="balance" question="Every account" meta={`${data.currency}, at carrying value`}>
          {data.lines.length === 0 ? (
            <Empty why="The books were empty on that day." />
          ) : (
            <>
              <p className="said">{said(data)}</p>
              <BalanceTable data={data} />
              <p className="meta">
                What the trust has stands above zero; where it came from stands below. A figure opens the entries behind
                it.
              </p>
            </>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}

function said({ asOf, knownOn, balances }: TrialBalanceData): string {
  const known = knownOn ? `, as the books knew it on ${dayWords(knownOn)}` : '';
  const end = `At the end of ${dayWords(asOf)}${known},`;
  return balances
    ? `${end} principal and income each come to zero.`
    : `${end} the accounts do not come to zero. Ask for the standing checks before anything is posted.`;
}

function WhenForm({ data: { entered, problems } }: { data: TrialBalanceData }) {
  return (
    <FilterForm problems={problems}>
      <div className="row">
        <DayFilter name="as_of" label="End of" hint="Like Dec 31, 2026." entered={entered.asOf} problems={problems} />
        <DayFilter
          name="known_at"
          label="As we knew it on"
          hint="Leave blank for what is known today."
          entered={entered.knownOn}
          problems={problems}
        />
      </div>
    </FilterForm>
  );
}
