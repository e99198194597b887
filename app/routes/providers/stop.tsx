import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { UNDER_WAY } from '~/domain/providers/payout-account';
import { stopPayoutAccount } from '~/domain/providers/stop-payout-account.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { keyOnly as form, numbered as params } from '../parts/form-fields';
import { AccountPage } from './parts/account-page';
import { loadAccount } from './parts/account-page.server';

export const meta: MetaFunction = () => [{ title: 'Stop a provider’s account – Tutela' }];

export const loader = guardLoader(
  { permission: 'payout-account.check', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadAccount(q, actor, id, now, inWorld);
      if (!UNDER_WAY.includes(page.state) && page.state !== 'in_force') leadTo(paths.provider(page.account.provider));
      return page;
    }),
);

export const action = guardAction(
  { permission: 'payout-account.check', stepUp: true, params, form },
  async ({ actor, params: { id }, form: { key }, tx }) => {
    await tx((q) => stopPayoutAccount(q, actor, { key, account: Number(id) }));
    return redirect(paths.providers());
  },
);

export default function Stop() {
  const data = useLoaderData<typeof loader>();
  const inForce = data.state === 'in_force';
  return (
    <AccountPage
      data={data}
      problems={useActionData<typeof action>()?.problems ?? []}
      act="Stop"
      title={inForce ? `Pay nothing more on this account of ${data.account.provider}?` : 'Stop this change?'}
      lead={
        inForce
          ? 'No payment to the provider is recorded until another account is in force. The one before does not come back.'
          : 'The account that is in force now stays. Another change can be asked for at once.'
      }
      question="Stop it for good?"
    >
      <p>
        <Button>{data.own && !inForce ? 'Take it back' : 'Stop it'}</Button>
      </p>
    </AccountPage>
  );
}
