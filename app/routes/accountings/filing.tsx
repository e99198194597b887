import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { explainLines, NO_NAME } from '~/domain/accountings/explain-lines.server';
import { fileAccounting } from '~/domain/accountings/file-accounting.server';
import { getAccounting, readAccounting } from '~/domain/accountings/get-accounting.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { longDate, periodWords } from '~/reports/court-accounting/wording';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Fingerprint } from '~/ui/fingerprint';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { WhatItIs } from '~/ui/what-it-is';
import { onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { FiguresInWords } from './parts/figures-in-words';

const params = z.object({ ref: z.string() });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `File ${ref} with the court – Tutela` }];

export const loader = guardLoader(
  { permission: 'accounting.file', params },
  ({ actor, params: { ref }, tx, now, leadTo }) =>
    tx(async (q) => {
      const account = await readAccounting(q, ref);
      if (account.filedAt) leadTo(paths.accounting(ref));
      const { trustCode, fromOn, throughOn, docket, fingerprint, preparedByName } = account;
      return {
        account: { reference: ref, trustCode, fromOn, throughOn, docket, fingerprint, preparedByName },
        proof: stateAccounting(account.figures).proof,
        own: account.preparedBy === actor.personId,
        frame: await frameOf(q, actor, now, paths.accountings()),
        key: randomUUID(),
      };
    }),
);

const form = z.object({
  key: onceKey,
  code: z.string('Type the code of the trust.').trim().max(40, 'Type the code of the trust.'),
  'lines-no-name': z.enum(NO_NAME).optional().catch(undefined),
});

export const action = guardAction(
  { permission: 'accounting.file', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: { key, code, 'lines-no-name': reason }, tx, checkTexts }) => {
    if (reason) await tx((q) => explainLines(q, actor, { reference: ref, reason, checkTexts }));
    await tx(async (q) => {
      const { trustCode } = await getAccounting(q, ref);
      if (code.toUpperCase() !== trustCode)
        throw new Refusal('filing.code', `Type ${trustCode}, the code of the trust whose account this is.`, 'code');
      await fileAccounting(q, actor, { key, reference: ref, checkTexts });
    });
    return redirect(paths.accounting(ref));
  },
);

export default function Filing() {
  const { account, proof, own, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { label: 'Accountings', href: paths.accountings() },
          { label: account.reference, href: paths.accounting(account.reference) },
          { label: 'File' },
        ]}
        code={account.trustCode}
        beside={account.reference}
        title={`File the account of ${account.trustCode} with the court`}
        lead={`${periodWords(account.fromOn, account.throughOn)}, No. ${account.docket}`}
      />
      <Folio>
        <Section id="what" question="What you verify" meta={`Prepared by ${account.preparedByName}`}>
          <p className="said">
            <FiguresInWords text={proof} />
          </p>
          <p>
            <a href={paths.accounting(account.reference)}>Read the account and its schedules</a>. Fingerprint{' '}
            <Fingerprint hash={account.fingerprint} />.
          </p>
        </Section>
        <Section id="decide" question="File it" meta="Cannot be taken back" decision={!own}>
          {own ? (
            <p className="lead">You prepared this accounting, so another trustee verifies and files it.</p>
          ) : (
            <Form formKey={key}>
              <ErrorSummary problems={refused?.problems ?? []} level={3} />
              <p className="lead">
                You declare under penalty of perjury that this account is true and complete, the court and everyone with
                an interest is served with it today, and no entry can be posted to {account.trustCode} for a day through{' '}
                {longDate(account.throughOn)} any more.
              </p>
              <TextInput
                name="code"
                label="Code of the trust"
                hint={`Type ${account.trustCode} to confirm that it is this one.`}
                width={8}
                kind="id"
                autoComplete="off"
                spellCheck={false}
                error={problemOf(refused?.problems, 'code')}
              />
              {problemOf(refused?.problems, 'lines-no-name') && <WhatItIs field="lines" />}
              <p>
                <Button kind="warn">File with the court</Button>
              </p>
              <p className="meta">A mistake that is found later is corrected in the account that follows.</p>
            </Form>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}
