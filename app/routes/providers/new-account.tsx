import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { askPayoutAccount } from '~/domain/providers/ask-payout-account.server';
import { findPayoutAccounts } from '~/domain/providers/find-payout-accounts.server';
import { getProvider } from '~/domain/providers/find-providers.server';
import { PAYOUT_REASONS, REASON_WORDS, UNDER_WAY } from '~/domain/providers/payout-account';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { frameOf } from '../parts/frame.server';

const params = z.object({ code: z.string().max(40) });

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Account of ${code} – Tutela` }];

export const loader = guardLoader(
  { permission: 'payout-account.ask', params },
  ({ actor, params: { code }, tx, now, leadTo }) =>
    tx(async (q) => {
      const { code: provider } = await getProvider(q, code);
      const accounts = await findPayoutAccounts(q, code);
      if (accounts.some(({ state }) => UNDER_WAY.includes(state))) leadTo(paths.provider(code));
      const first = !accounts.some(({ state }) => state === 'in_force');
      return {
        provider,
        reasons: PAYOUT_REASONS.filter((reason) => (reason === 'first') === first).map((value) => ({
          value,
          label: REASON_WORDS[value],
        })),
        frame: await frameOf(q, actor, now, paths.disbursements()),
      };
    }),
);

const NAME = 'Write the name of the account’s holder, in one line.';
const NUMBER = 'Write the whole number of the account, in one line.';

/** Both are of a kind of field that is given back by no answer, and waits in no page (http/form, routes/parts/relayed). */
const form = z.object({
  reason: z.enum(PAYOUT_REASONS, 'Choose why.'),
  secretName: z.string(NAME).trim().min(1, NAME).max(400, 'It has at most 400 letters.'),
  secretNumber: z.string(NUMBER).trim().min(1, NUMBER).max(60, 'It has at most 60 letters.'),
});

export const action = guardAction(
  { permission: 'payout-account.ask', stepUp: true, params, form, identity: true },
  async ({ actor, params: { code }, form: { reason, secretName, secretNumber }, acting, context }) => {
    const values = { payee_name: secretName, account_number: secretNumber };
    await askPayoutAccount(context.vaultSocket, actor, { ...acting, provider: code, reason, values });
    return redirect(paths.provider(code));
  },
);

const FIELDS: Record<string, string> = { payee_name: 'secretName', account_number: 'secretNumber' };

export default function NewAccount() {
  const { provider, reasons, frame } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = (refused?.problems ?? []).map((problem) => ({
    ...problem,
    field: problem.field && (FIELDS[problem.field] ?? problem.field),
  }));
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.providers(), label: 'Providers' },
          { href: paths.provider(provider), label: provider },
          { label: 'Account' },
        ]}
        title={`Ask to pay ${provider} on another account`}
        lead="A colleague calls the provider back on a number that was on file before, a third person agrees on a proof of its bank, and then it waits. You neither ask for payments to this provider nor record them from then on."
      />
      <Folio>
        <Section id="account" question="Which account?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form>
            <Picks
              name="reason"
              label="Why"
              picks={reasons}
              value={entered(refused?.values, 'reason')}
              error={problemOf(problems, 'reason')}
            />
            <TextInput
              name="secretName"
              label="Name of the account’s holder"
              hint="As its bank writes it. It goes into the vault and nowhere else, and is not shown again: if this is refused, type it anew."
              autoComplete="off"
              spellCheck={false}
              error={problemOf(problems, 'secretName')}
            />
            <TextInput
              name="secretNumber"
              label="Account number"
              hint="All of it. Only the last four are shown from then on."
              kind="id"
              autoComplete="off"
              error={problemOf(problems, 'secretNumber')}
            />
            <p>
              <Button>Ask for it</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
