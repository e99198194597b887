import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getPolicies } from '~/domain/policies/get-policies.server';
import { policyText } from '~/domain/policies/policy';
import { agreeToPayoutAccount } from '~/domain/providers/agree-to-payout-account.server';
import { PAYOUT_PROOFS } from '~/domain/providers/payout-account';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { onceKey, numbered as params } from '../parts/form-fields';
import { AccountPage } from './parts/account-page';
import { loadAccount } from './parts/account-page.server';

export const meta: MetaFunction = () => [{ title: 'Agree to a provider’s account – Tutela' }];

export const loader = guardLoader(
  { permission: 'payout-account.check', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadAccount(q, actor, id, now, inWorld);
      if (page.state !== 'called_back' || page.own) leadTo(paths.provider(page.account.provider));
      const policies = await getPolicies(q, ['PO-1'], booksDay(now));
      return { ...page, hours: policyText(policies['PO-1'], 'wait_hours') };
    }),
);

const form = z.object({ key: onceKey, proof: z.enum(PAYOUT_PROOFS, 'Choose what proves it.') });

export const action = guardAction(
  { permission: 'payout-account.check', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => agreeToPayoutAccount(q, actor, { ...answer, account: Number(id) }));
    return redirect(paths.providers());
  },
);

export default function Agreement() {
  const { hours, ...data } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <AccountPage
      data={data}
      problems={problems}
      act="Agree"
      title={`Pay ${data.account.provider} on this account?`}
      lead={`It is in force ${hours} hours from now, and can be stopped until then. Payments that were approved before count as not approved once it is: they are asked for again.`}
      question="What proves that the account is theirs?"
    >
      <Picks
        name="proof"
        label="Proof by a second way than the one they asked by"
        picks={[
          { value: 'bank_letter', label: 'A letter of their bank, with the same name and last four' },
          { value: 'bank_confirmed', label: 'Their bank confirmed name and account to us' },
        ]}
        value={entered(refused?.values, 'proof')}
        error={problemOf(problems, 'proof')}
      />
      <p>
        <Button>Agree to the account</Button>
      </p>
    </AccountPage>
  );
}
