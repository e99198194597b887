import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { allocateReceipt } from '~/domain/receipts/allocate-receipt.server';
import { formKey } from '~/http/form.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { formatWithCurrency } from '~/money/format';
import { frameOf } from '~/routes/parts/frame.server';
import { momentWords } from '~/ui/day-words';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Tag } from '~/ui/tag';
import { Arrived } from './parts/arrived';
import { HeldNotes } from './parts/held-note';
import { PostIt } from './parts/post-it';
import { loadPreview } from './parts/preview.server';
import { SharesTable } from './parts/shares-table';
import { WhichCase } from './parts/which-case';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Share out receipt ${data.preview.receipt.reference} – Tutela` : 'No such page' },
];

const params = z.object({ ref: z.string().max(40) });

export const loader = guardLoader(
  { permission: 'receipt.read', params },
  async ({ actor, params, tx, now, leadTo }) => {
    const { preview, frame } = await tx(async (q) => ({
      preview: await loadPreview(q, actor, params.ref),
      frame: await frameOf(q, actor, now, paths.receipts()),
    }));
    if (preview.receipt.posted) leadTo(paths.receipt(params.ref));
    return { preview, frame, key: randomUUID(), madeAt: momentWords(now) };
  },
);

const form = z.object({ key: formKey, digest: z.string().regex(/^[0-9a-f]{64}$/) });

export const action = guardAction(
  { permission: 'receipt.record', stepUp: true, params, form },
  async ({ actor, params, form, tx }) => {
    const { reference } = await tx((q) => allocateReceipt(q, actor, { ...form, reference: params.ref }));
    return redirect(paths.receipt(reference));
  },
);

export default function Allocation() {
  const { preview, frame, key, madeAt } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { receipt, shares, sharing, threshold } = preview;
  const whole = formatWithCurrency(receipt.amount, receipt.currency);
  const children = `${shares.length} ${shares.length === 1 ? 'beneficiary' : 'beneficiaries'}`;
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
            Share out <span className="fig">{whole}</span>
          </>
        }
        lead={`One clerk’s payment, ${children}. Nothing is posted yet.`}
        facts={[
          {
            term: 'State',
            detail: (
              <Tag status="draft" plain>
                Draft: preview
              </Tag>
            ),
          },
          { term: 'Receipt', detail: receipt.reference, kind: 'num id' },
          { term: 'Preview made', detail: madeAt },
        ]}
      />
      <ErrorSummary problems={refused?.problems ?? []} />
      <Folio spaced={refused !== undefined}>
        <Arrived receipt={receipt} />
        <WhichCase preview={preview} />
        <Section
          id="shares-of"
          question="3. How it is shared"
          meta={`Rule ${sharing.key}, version ${sharing.version}: ${lowered(sharing.title)}.`}
        >
          <SharesTable
            caption={`Preview of the shares, ${receipt.currency}`}
            shares={shares}
            receipt={receipt.amount}
            posted={false}
          />
          <HeldNotes shares={shares} rule={threshold.key} least={threshold.least} />
        </Section>
        {preview.mayPost && <PostIt whole={whole} digest={preview.digest} formKey={key} rest={preview.rest} />}
      </Folio>
    </Frame>
  );
}

/** A rule's title inside a sentence. */
function lowered(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
