import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { permits } from '~/access/actor';
import { findPayoutAccounts, type PayoutAccountRecord } from '~/domain/providers/find-payout-accounts.server';
import { getProvider } from '~/domain/providers/find-providers.server';
import { UNDER_WAY } from '~/domain/providers/payout-account';
import { dayInWords } from '~/domain/trusts/legal-day';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { accountWords } from '../parts/account-words';
import { historyFor } from '../parts/audit-sentences.server';
import { frameOf } from '../parts/frame.server';
import { RecordHistory } from '../parts/record-history';
import { Account } from './parts/account';

const params = z.object({ code: z.string().max(40) });

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `${code} – Tutela` }];

export const loader = guardLoader(
  { permission: 'provider.read', params },
  ({ actor, params: { code }, tx, now, inWorld }) =>
    tx(async (q) => {
      const provider = await getProvider(q, code);
      const accounts = await findPayoutAccounts(q, code);
      const checks = permits(actor, 'payout-account.check');
      const did = ({ askedById, steps }: PayoutAccountRecord) =>
        [askedById, ...steps.map(({ personId }) => personId)].includes(actor.personId);
      const underWay = accounts.some(({ state }) => UNDER_WAY.includes(state));
      return {
        code,
        kind: provider.kind,
        until: dayInWords(provider.payableUntil),
        mayBePaid: provider.payableUntil >= booksDay(now),
        mayAsk: permits(actor, 'payout-account.ask') && !underWay,
        accounts: accounts.map((account) => ({
          ...accountWords(account, inWorld),
          mayCall: checks && account.state === 'asked' && account.askedById !== actor.personId,
          mayAgree: checks && account.state === 'called_back' && !did(account),
          mayStop: checks && (UNDER_WAY.includes(account.state) || account.state === 'in_force'),
        })),
        history: await historyFor(q, actor, code, inWorld, { seenBy: ['auditor'] }),
        frame: await frameOf(q, actor, now, paths.disbursements()),
      };
    }),
);

export default function Provider() {
  const { code, kind, until, mayBePaid, mayAsk, accounts, history, frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.disbursements(), label: 'Requests' },
          { href: paths.providers(), label: 'Providers' },
          { label: code },
        ]}
        title={code}
        lead={mayBePaid ? `May be paid until ${until}.` : `Cannot be paid: its vetting ended ${until}.`}
        facts={[
          { term: 'Kind', detail: kind },
          { term: 'Address', detail: 'Protected, in the vault' },
        ]}
      />
      <Folio>
        <Section
          id="accounts"
          question="Where is it paid?"
          meta="Whose account it is and its number are in the vault. Here stand the last four."
        >
          {mayAsk && (
            <p className="no-print">
              <ButtonLink href={paths.newPayoutAccount(code)}>
                {accounts.length === 0 ? 'Ask for its first account' : 'Ask to change the account'}
              </ButtonLink>
            </p>
          )}
          {accounts.length === 0 && <p>No account is on file.</p>}
          {accounts.map((account) => (
            <Account key={account.id} account={account}>
              {account.mayCall && <ButtonLink href={paths.callBack(account.id)}>Record the call back</ButtonLink>}
              {account.mayAgree && <ButtonLink href={paths.payoutAgreement(account.id)}>Agree to it</ButtonLink>}
              {account.mayStop && (
                <ButtonLink kind="second" href={paths.payoutStop(account.id)}>
                  Stop it
                </ButtonLink>
              )}
            </Account>
          ))}
        </Section>
        {history && <RecordHistory history={history} />}
      </Folio>
    </Frame>
  );
}
