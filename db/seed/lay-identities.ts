import { openPool } from 'db/client';
import type { Connections } from 'db/connections';
import { operatorSession } from 'db/operator';
import { sql } from 'drizzle-orm';
import { erasureRegister } from '~/vault/erasure-register.server';
import { keepIdentity } from '~/vault/keep-identity.server';
import { keySource } from '~/vault/key-sources.server';
import { openVault } from '~/vault/open-vault.server';
import { tx } from '../client';
import { IDENTITIES, PAYEES } from './identities';

type Reach = Pick<Connections, 'ownerUrl' | 'webUrl' | 'vaultUrl' | 'vaultFolder'>;

/** Lays the demo world's invented identities into its vault, over the vault's own login, before its process begins. */
export async function layIdentities(reach: Reach): Promise<void> {
  const pool = openPool(reach.vaultUrl, { applicationName: 'vault', max: 1 });
  try {
    const source = keySource(reach.vaultFolder, { live: false });
    const vault = await openVault(pool, source, erasureRegister(reach.vaultFolder));
    if (!vault) throw new Error('The vault is sealed, so the demo world cannot be laid into it.');
    await operatorSession(reach, async (token) => {
      for (const identity of IDENTITIES)
        await tx(pool, { token, requestId: 'seed' }, (q) => keepIdentity(q, vault, identity));
      for (const [provider, values] of Object.entries(PAYEES)) {
        const code = await accountOf(reach, token, provider);
        await tx(pool, { token, requestId: 'seed' }, (q) =>
          keepIdentity(q, vault, { kind: 'payout_account', code, values }),
        );
      }
    });
  } finally {
    await pool.end();
  }
}

/** The vault's own login does not read whose account it is. */
async function accountOf(reach: Reach, token: string, provider: string): Promise<string> {
  const web = openPool(reach.webUrl, { applicationName: 'seed', max: 1 });
  try {
    const { rows } = await tx(web, { token, requestId: 'seed' }, (q) =>
      q.execute<{ id: string }>(
        sql`select a.id from payout_account a join provider p on p.id = a.provider_id where p.code = ${provider}`,
      ),
    );
    return String(rows[0]?.id);
  } finally {
    await web.end();
  }
}
