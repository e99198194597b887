import { type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { findAllocations, readReceipt } from '~/domain/receipts/get-receipt.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { amount, sum, toText } from '~/money/amount';
import { formatWithCurrency } from '~/money/format';
import { loadHistory } from '~/routes/parts/audit-sentences.server';
import { frameOf } from '~/routes/parts/frame.server';
import { RecordHistory } from '~/routes/parts/record-history';
import { momentWords } from '~/ui/day-words';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Tag } from '~/ui/tag';
import { Arrived } from './parts/arrived';
import { byLoss, receiptFacts, type ShareFacts } from './parts/receipt-facts';
import { caseWords } from './parts/receipt-words';
import { SharesTable } from './parts/shares-table';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Receipt ${data.receipt.reference} – Tutela` : 'No such page' },
];

export const loader = guardLoader(
  { permission: 'receipt.read', params: z.object({ ref: z.string().max(40) }) },
  async ({ actor, params, tx, now, inWorld }) =>
    tx(async (q) => {
      const record = await readReceipt(q, params.ref);
      if (!record.posted) throw redirect(paths.allocation(params.ref));
      const entries = permits(actor, 'entry.read');
      const shares = (await findAllocations(q, record.id)).map(
        (row): ShareFacts => ({
          code: row.beneficiaryCode,
          outstanding: toText(row.outstanding),
          exact: toText(row.exact),
          centAdded: toText(row.centAdded),
          amount: toText(row.amount),
          happens: row.state === 'applied' ? 'applied' : 'held',
          releases: null,
          entryId: entries ? row.entryId : null,
        }),
      );
      return {
        receipt: receiptFacts(record),
        recordedAt: momentWords(inWorld(record.recordedAt)),
        shares: byLoss(shares),
        history: await loadHistory(q, params.ref, inWorld),
        frame: await frameOf(q, actor, now, paths.receipts()),
      };
    }),
);

/** A posted receipt: what arrived, and each share with the entry that posted it. */
export default function Receipt() {
  const { receipt, recordedAt, shares, history, frame } = useLoaderData<typeof loader>();
  const whole = amount(receipt.amount).eq(sum(shares.map((share) => share.amount)));
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { label: 'Home', href: paths.home() },
          { label: 'Receipts', href: paths.receipts() },
          { label: receipt.reference },
        ]}
        title={
          <>
            Received <span className="fig">{formatWithCurrency(receipt.amount, receipt.currency)}</span>
          </>
        }
        lead={`${caseWords(receipt)}. ${whole ? 'Shared out whole, and posted.' : 'Posted. You see the shares of your trusts.'}`}
        facts={[
          {
            term: 'State',
            detail: (
              <Tag status="paid" plain>
                Posted
              </Tag>
            ),
          },
          { term: 'Receipt', detail: receipt.reference, kind: 'num id' },
          { term: 'Recorded', detail: recordedAt },
        ]}
      />
      <Folio>
        <Arrived receipt={receipt} />
        <Section id="shares-of" question="2. How it was shared" meta="By loss still owed on that day, to the cent.">
          <SharesTable caption={`The shares, ${receipt.currency}`} shares={shares} receipt={receipt.amount} posted />
        </Section>
        <RecordHistory history={history} />
      </Folio>
    </Frame>
  );
}
