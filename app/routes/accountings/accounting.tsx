import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import type { Crumb } from '~/ui/breadcrumbs';
import { dayWords, momentWords } from '~/ui/day-words';
import { Folio } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import type { PageHandle } from '~/ui/page-handle';
import { PrintFoot } from '~/ui/print-foot';
import { BOOK_READERS, historyFor } from '../parts/audit-sentences.server';
import { frameOf } from '../parts/frame.server';
import { RecordHistory } from '../parts/record-history';
import { loadAccount } from './parts/account-data.server';
import { AccountDocument } from './parts/account-document';
import { AccountRail } from './parts/account-rail';
import { ToDo } from './parts/to-do';

export const handle: PageHandle = { theme: 'light' };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Account of trustee, ${data.account.name} – ${data.account.trustCode}` : 'Account of trustee' },
];

export const loader = guardLoader(
  { permission: 'accounting.read', params: z.object({ ref: z.string() }) },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => {
      const account = await loadAccount(q, actor, ref, inWorld);
      const frame = await frameOf(q, actor, now, paths.accountings());
      return {
        account,
        frame: {
          ...frame,
          foot: { line: 'Books kept in New York time. This page shows the filed data and nothing newer.' },
        },
        checkedAt: momentWords(now),
        printedOn: dayWords(booksDay(now)),
        history: await historyFor(q, actor, ref, inWorld, { seenBy: BOOK_READERS }),
        mayExport: permits(actor, 'accounting.export'),
        mayReadTrail: permits(actor, 'audit.read'),
        mayOpenTrust: permits(actor, 'trust.read'),
        mayFile: permits(actor, 'accounting.file') && account.marks.filedOn === null,
      };
    }),
);

export default function Accounting() {
  const { account, history, frame, checkedAt, printedOn, mayReadTrail, mayExport, mayOpenTrust, mayFile } =
    useLoaderData<typeof loader>();
  const trust: Crumb = {
    label: account.trustCode,
    href: mayOpenTrust ? paths.trust(account.trustCode) : `${paths.accountings()}?trust=${account.trustCode}`,
  };
  const crumbs: Crumb[] = [{ label: 'Accountings', href: paths.accountings() }, trust, { label: account.name }];
  const foot = account.marks.filedOn
    ? frame.foot
    : { line: 'Books kept in New York time. This page shows the figures as they were prepared.' };
  return (
    <Frame {...frame} foot={foot} court={{ crumbs }}>
      <PrintFoot serif left={`${account.printed.foot.replace(' · ', '  ·  ')}  ·  printed ${printedOn}`} />
      <AccountDocument data={account} />
      <AccountRail data={account} checkedAt={checkedAt} mayReadTrail={mayReadTrail} mayExport={mayExport}>
        {mayFile && <ToDo reference={account.reference} own={account.own} />}
      </AccountRail>
      {history && (
        <div className="court-under no-print">
          <Folio>
            <RecordHistory history={history} />
          </Folio>
        </div>
      )}
    </Frame>
  );
}
