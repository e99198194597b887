import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { findReceipts } from '~/domain/receipts/get-receipt.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { formatAmount } from '~/money/format';
import { frameOf } from '~/routes/parts/frame.server';
import { ButtonLink } from '~/ui/button';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { Frame } from '~/ui/frame';
import { Plate } from '~/ui/plate';
import { Queue, type QueueColumn } from '~/ui/queue';
import { Tag } from '~/ui/tag';
import { type ReceiptFacts, receiptFacts } from './parts/receipt-facts';
import { caseWords } from './parts/receipt-words';
import { ReceiptsHead } from './parts/receipts-head';

export const meta: MetaFunction = () => [{ title: 'Receipts – Tutela' }];

const MOST = 50;

export const loader = guardLoader({ permission: 'receipt.read' }, async ({ actor, tx, now }) =>
  tx(async (q) => ({
    receipts: (await findReceipts(q, MOST)).map(receiptFacts),
    mayRecord: permits(actor, 'receipt.record'),
    frame: await frameOf(q, actor, now, paths.receipts()),
  })),
);

const COLUMNS: QueueColumn<ReceiptFacts>[] = [
  {
    head: 'Receipt',
    kind: 'head',
    id: true,
    order: 1,
    cell: (receipt) => <a href={addressOf(receipt)}>{receipt.reference}</a>,
  },
  { head: 'Case', wide: true, order: 1, cell: caseWords },
  { head: 'Clerk’s reference', id: true, order: 2, cell: (receipt) => receipt.clerkReference },
  { head: 'Paid on', kind: 'date', said: true, order: 2, cell: (receipt) => dayWords(receipt.paidOn) },
  { head: 'USD', kind: 'num', said: true, order: 2, cell: (receipt) => formatAmount(receipt.amount) },
  { head: 'State', order: 1, cell: (receipt) => <State posted={receipt.posted} /> },
];

/** What the clerks sent, the newest first. */
export default function Receipts() {
  const { receipts, mayRecord, frame } = useLoaderData<typeof loader>();
  const drafts = receipts.filter((receipt) => !receipt.posted).length;
  return (
    <Frame {...frame}>
      <ReceiptsHead
        line={standing(drafts)}
        action={mayRecord && <ButtonLink href={paths.newReceipt()}>Record a receipt</ButtonLink>}
      />
      {receipts.length === 0 ? (
        <Empty why="No clerk has sent anything yet." next="A receipt stands here once it is recorded." />
      ) : (
        <Plate>
          <Queue
            caption="Receipts, the newest first"
            columns={COLUMNS}
            rows={receipts}
            rowKey={(receipt) => receipt.reference}
          />
        </Plate>
      )}
      {receipts.length === MOST && <p className="meta">The newest {MOST} are shown.</p>}
    </Frame>
  );
}

function standing(drafts: number): string {
  if (drafts === 0) return 'Every receipt here is posted.';
  return drafts === 1
    ? '1 is not posted yet. Open it to see its shares.'
    : `${drafts} are not posted yet. Open one to see its shares.`;
}

function addressOf(receipt: ReceiptFacts): string {
  return receipt.posted ? paths.receipt(receipt.reference) : paths.allocation(receipt.reference);
}

function State({ posted }: { posted: boolean }) {
  return posted ? (
    <Tag status="paid" plain>
      Posted
    </Tag>
  ) : (
    <Tag status="draft" plain />
  );
}
