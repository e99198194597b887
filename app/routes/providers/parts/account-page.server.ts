import { randomUUID } from 'node:crypto';
import type { Actor } from '~/access/actor';
import { getPayoutAccount } from '~/domain/providers/find-payout-accounts.server';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { accountWords } from '../../parts/account-words';
import { frameOf } from '../../parts/frame.server';

/** What every page of one account shows. Throws NotFound. */
export async function loadAccount(tx: Tx, actor: Actor, id: string, now: Date, inWorld: (at: Date) => Date) {
  const account = await getPayoutAccount(tx, Number(id));
  return {
    state: account.state,
    own: account.askedById === actor.personId,
    account: accountWords(account, inWorld),
    frame: await frameOf(tx, actor, now, paths.disbursements()),
    key: randomUUID(),
  };
}
