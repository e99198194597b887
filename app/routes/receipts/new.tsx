import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findCaseChoices } from '~/domain/awards/find-open-awards.server';
import { recordReceipt } from '~/domain/receipts/record-receipt.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { frameOf } from '~/routes/parts/frame.server';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { ReceiptFields } from './parts/receipt-fields';
import { receiptForm } from './parts/receipt-form.server';
import { caseWords } from './parts/receipt-words';

export const meta: MetaFunction = () => [{ title: 'Record a receipt – Tutela' }];

export const loader = guardLoader({ permission: 'receipt.record' }, async ({ actor, tx, now }) =>
  tx(async (q) => ({
    choices: (await findCaseChoices(q)).map((choice) => ({
      value: String(choice.defendantId),
      label: caseWords(choice),
    })),
    key: randomUUID(),
    frame: await frameOf(q, actor, now, paths.receipts()),
  })),
);

export const action = guardAction(
  { permission: 'receipt.record', form: receiptForm },
  async ({ actor, form, tx, now }) => {
    const { reference } = await tx((q) => recordReceipt(q, actor, form, booksDay(now)));
    return redirect(paths.allocation(reference));
  },
);

export default function NewReceipt() {
  const { choices, key, frame } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { label: 'Home', href: paths.home() },
          { label: 'Receipts', href: paths.receipts() },
          { label: 'New' },
        ]}
        title="Record a receipt"
        lead="What a clerk of court sent. Nothing is posted yet: next you read the shares."
      />
      <ErrorSummary problems={refused?.problems ?? []} />
      <Folio spaced={refused !== undefined}>
        <Section id="arrived" question="What arrived" meta="As the clerk’s advice says it." decision>
          <ReceiptFields
            choices={choices}
            formKey={key}
            values={refused?.values ?? {}}
            problems={refused?.problems ?? []}
          />
        </Section>
      </Folio>
    </Frame>
  );
}
