import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openPool, type Pool, type Tx, tx } from 'db/client';
import { IDENTITIES, PAYEES } from 'db/seed/identities';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openField, unwrapKey } from '~/vault/envelope.server';
import { erasureRegister } from '~/vault/erasure-register.server';
import type { Field } from '~/vault/identity-fields';
import { fileSource, type KeySource } from '~/vault/key-sources.server';
import { keyFor } from '~/vault/keyring.server';
import { openVault } from '~/vault/open-vault.server';
import { rotateDataKeys, rotateRoot } from '~/vault/rotate-keys.server';
import { CHILD, openRevealWorld, type Person, type RevealWorld } from '../domain/reveals/reveal-world';
import { operatorToken } from '../support/database';

let world: RevealWorld;
let operator: string;
let vaultPool: Pool;
let reader: { who: Person; reference: string };
const NAME = IDENTITIES.find((item) => item.code === CHILD)?.values.name as string;

beforeAll(async () => {
  world = await openRevealWorld();
  operator = await operatorToken(world.db);
  vaultPool = openPool(world.db.vaultUrl, { max: 2 });
  // The limits on looking are not what is tried here.
  for (const [key, names] of [
    ['RV-1', '{most_an_hour,most_a_day}'],
    ['VF-1', '{most_an_hour}'],
  ])
    await world.db.asOperator(
      `insert into policy (key, version, title, value, authority, effective_from, approved_by)
       select key, 2, title, value || (select jsonb_object_agg(n, '1000000') from unnest($2::text[]) n), authority, effective_from, 'a test' from policy where key = $1`,
      [key, names],
    );
  const [who, second] = [await world.worker(), await world.trustee()];
  reader = { who, reference: await world.plant(who, second, { asked: -60, expires: 86_400, openUntil: 3600 }) };
});
afterAll(async () => {
  await vaultPool?.end();
  await world?.stop();
});

const ring = () =>
  Object.keys(JSON.parse(readFileSync(path.join(world.vault.folder, 'keys.json'), 'utf8'))).map(Number);
const active = async () =>
  (await world.db.asOperator<{ version: number }>("select version from vault.kek where state = 'active'"))[0]?.version;
const rotate = (what: 'root' | 'data') => world.vault.ask({ ask: 'rotate', token: operator, requestId: 'r', what });
const read = async () => (await world.open(reader.who, reader.reference)).value;

/** Every value of every identity, opened from the raw rows by the keys of the file as it is now; and every token's row. */
async function readAll(): Promise<Record<string, string>> {
  const keys = (await fileSource(world.vault.folder).open()) as Map<number, Buffer>;
  const rows = await world.db.asOperator<{
    record: string;
    subject: string;
    field: Field;
    version: number;
    sealed: Buffer;
    id: number;
    kek: number;
    wrapped: Buffer;
  }>(
    `select coalesce(b.code, p.code) as record, f.subject_id as subject, f.field, f.version, f.sealed, k.id, k.kek_version as kek, k.wrapped
       from vault.field f join vault.subject s on s.id = f.subject_id join vault.data_key k on k.id = f.data_key_id
       left join beneficiary b on s.kind = 'beneficiary' and b.id = s.record_id left join payout_account a on s.kind = 'payout_account' and a.id = s.record_id
       left join provider p on (s.kind = 'provider' and p.id = s.record_id) or p.id = a.provider_id`,
  );
  return Object.fromEntries(
    rows.map(({ record, subject, field, version, sealed, id, kek, wrapped }) => {
      const key = unwrapKey(keyFor(keys, kek, 'wrap'), { subject, dataKey: id, kek }, wrapped);
      return [`${record} ${field}`, openField(key, { subject, field, version, dataKey: id }, sealed)];
    }),
  );
}
const PAYEE_VALUES = Object.entries(PAYEES).map(([code, values]) => ({ code, values }));
const ALL = Object.fromEntries(
  [...IDENTITIES, ...PAYEE_VALUES].flatMap(({ code, values }) =>
    Object.entries(values).map(([field, value]) => [`${code} ${field}`, value]),
  ),
);

describe('rotation', () => {
  it('of both kinds, while people read: no read fails, the old roots are gone, and everything is read after a start', async () => {
    const faults: unknown[] = [];
    let reads = 0;
    let going = true;
    const readOn = async (look: () => Promise<boolean>) => {
      while (going)
        await look().then(
          (right) => {
            reads += 1;
            if (!right) faults.push('another value');
          },
          (error) => faults.push(error),
        );
    };
    const find = async () =>
      (await world.vault.ask({ ask: 'find', token: operator, requestId: 'f', name: NAME })).codes[0] === CHILD;
    const readers = [
      () => read().then((value) => value === NAME),
      () => read().then((value) => value === NAME),
      find,
      find,
    ];
    const all = Promise.all(readers.map(readOn));
    for (const what of ['root', 'data', 'root', 'data', 'root'] as const) await rotate(what);
    going = false;
    await all;
    expect(faults).toEqual([]);
    expect(reads).toBeGreaterThan(10);
    expect(await active()).toBe(4);
    expect(ring()).toEqual([4]);
    expect(await readAll()).toEqual(ALL);
    await world.vault.restart();
    expect(world.vault.keeper.status()).toEqual({ state: 'open' });
    expect(await read()).toBe(NAME);
    expect(await find()).toBe(true);
  });

  it('is for the operator’s command alone', async () => {
    for (const role of ['administrator', 'trustee', 'caseworker', 'auditor'] as const) {
      const { token } = await world.person(role);
      const ask = world.vault.ask({ ask: 'rotate', token, requestId: 'r', what: 'root' });
      await expect(ask).rejects.toMatchObject({ code: 'RV012' });
    }
  });
});

/** The steps of a rotation, each a transaction or a change of the key file; before the one of this number the process dies. */
function dyingAt(step: number, source: KeySource) {
  let steps = 0;
  const orDie = () => {
    steps += 1;
    if (steps === step) throw new Error('killed');
  };
  const inTx = <T>(work: (q: Tx) => Promise<T>): Promise<T> => {
    orDie();
    return tx(vaultPool, { token: operator, requestId: 'dying' }, work);
  };
  const dying: KeySource = {
    ...source,
    add: (version) => {
      orDie();
      return source.add(version);
    },
    drop: (version) => {
      orDie();
      return source.drop(version);
    },
  };
  return { inTx, dying };
}

describe('a rotation that is killed', () => {
  it.each(['root', 'data'] as const)(
    'of the %s keys before any of its steps: all is read, and the next one finishes it',
    async (what) => {
      const runTo = async (step: number): Promise<string> => {
        const source = fileSource(world.vault.folder);
        const vault = await openVault(vaultPool, source, erasureRegister(world.vault.folder));
        if (!vault) throw new Error('the vault is sealed');
        const { inTx, dying } = dyingAt(step, source);
        const run = what === 'root' ? rotateRoot(inTx, vault.keyring, dying) : rotateDataKeys(inTx, vault);
        return run.then(
          () => 'done',
          (error: Error) => error.message,
        );
      };
      let step = 1;
      for (; (await runTo(step)) === 'killed'; step += 1) {
        await world.vault.restart();
        expect([step, world.vault.keeper.status()]).toEqual([step, { state: 'open' }]);
        expect(await read()).toBe(NAME);
        expect(await readAll()).toEqual(ALL);
        await rotate(what);
        expect(ring()).toEqual([await active()]);
        expect(await readAll()).toEqual(ALL);
      }
      // Root: looked, added, activated, wrapped, retired, dropped. Data: looked, one for each of the seven, logged.
      expect(step - 1).toBe(what === 'root' ? 6 : 10);
    },
  );
});
