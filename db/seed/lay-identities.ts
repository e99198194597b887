import { openPool } from 'db/client';
import type { Connections } from 'db/connections';
import { operatorSession } from 'db/operator';
import { erasureRegister } from '~/vault/erasure-register.server';
import { keepIdentity } from '~/vault/keep-identity.server';
import { keySource } from '~/vault/key-sources.server';
import { openVault } from '~/vault/open-vault.server';
import { tx } from '../client';
import { IDENTITIES } from './identities';

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
    });
  } finally {
    await pool.end();
  }
}
