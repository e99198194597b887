import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sqlState } from 'db/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '~/access/refusal';
import { verifyBooks } from '~/cli/verify-books';
import { openField, unwrapKey } from '~/vault/envelope.server';
import { erasureRegister } from '~/vault/erasure-register.server';
import { fileSource } from '~/vault/key-sources.server';
import { keyFor } from '~/vault/keyring.server';
import { type ErasureWorld, type Leaver, openErasureWorld } from './erasure-world';

let world: ErasureWorld;
beforeAll(async () => {
  world = await openErasureWorld();
});
afterAll(() => world?.stop());

const TABLES = ['subject', 'data_key', 'field', 'blind_index', 'register_seen'];
const run = (text: string) => world.db.asOperator(text);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error) => sqlState(error) ?? (error instanceof Refusal ? error.code : String(error)),
  );

/** A copy of the vault's rows and of the day of majority, as a backup holds them. */
async function backUp(): Promise<void> {
  await run('drop schema if exists backup cascade; create schema backup');
  for (const table of TABLES) await run(`create table backup.${table} as table vault.${table}`);
  await run('create table backup.beneficiary as select id, majority_on from beneficiary');
}

async function restore(): Promise<void> {
  // A restore fills its tables before their triggers stand.
  await run('alter table vault.field disable trigger payee_kept_freshly');
  for (const table of TABLES.toReversed()) await run(`delete from vault.${table}`);
  for (const table of TABLES) await run(`insert into vault.${table} select * from backup.${table}`);
  await run('alter table vault.field enable always trigger payee_kept_freshly');
  await run('update beneficiary b set majority_on = x.majority_on from backup.beneficiary x where x.id = b.id');
}

interface Raw {
  subject: string;
  version: number;
  sealed: Buffer;
  id: number;
  kek: number;
  wrapped: Buffer;
}

/** With every right on the database and the key-encryption key in hand: the name of a child, or nothing. */
async function rawName(child: Leaver): Promise<string | undefined> {
  const [row] = (await world.db.asOperator(
    `select f.subject_id as subject, f.version, f.sealed, k.id, k.kek_version as kek, k.wrapped from vault.subject s
       join vault.field f on f.subject_id = s.id join vault.data_key k on k.subject_id = s.id
      where s.kind = 'beneficiary' and s.record_id = $1 and f.field = 'name'`,
    [child.id],
  )) as unknown as Raw[];
  const ring = await fileSource(world.vault.folder).open();
  if (!row || !ring) return undefined;
  const { subject, version, sealed, id, kek, wrapped } = row;
  const key = unwrapKey(keyFor(ring, kek, 'wrap'), { subject, dataKey: id, kek }, wrapped);
  return openField(key, { subject, field: 'name', version, dataKey: id }, sealed);
}

const heads = () => world.db.asOperator('select trust_id, length, hash from chain_head order by trust_id');
const faults = async () =>
  (await verifyBooks({ ownerUrl: world.db.operatorUrl, webUrl: world.db.webUrl })).filter(
    (result) => result.rows.length > 0,
  );
const revealOf = async (child: Leaver) => {
  const reveal = await world.ask(child.worker, { code: child.code, askedOf: child.first.personId });
  await world.decide(child.first, reveal);
  return reveal;
};

describe('a backup from before an erasure, restored after it', () => {
  it('tells nothing of who was erased, keeps everybody else, and leaves books and chains as they were', async () => {
    const [child, other] = [await world.leaver(), await world.leaver()];
    await run(`update beneficiary set majority_on = '2016-04-05' where id = ${child.id}`);
    const reveal = await revealOf(child);
    expect(await faults()).toEqual([]);
    const before = await heads();
    await backUp();
    await world.erase(child.worker, await world.agreed(child));
    expect(await rawName(child)).toBeUndefined();

    await restore();
    // The test is sharp: this copy and the key together still tell the name.
    expect(await rawName(child)).toBe(child.name);
    // The vault that runs on it knows its register, and refuses already.
    expect(await codeOf(world.open(child.worker, reveal))).toBe('vault.nothing');

    await world.vault.restart();
    expect(world.vault.keeper.status()).toEqual({ state: 'open' });
    expect(await codeOf(world.open(child.worker, reveal))).toBe('vault.nothing');
    expect(await rawName(child)).toBeUndefined();
    expect(await run(`select majority_on from beneficiary where id = ${child.id}`)).toEqual([{ majority_on: null }]);
    const left = await run(
      `select s.erased_at is not null as erased, (select count(*)::int from vault.data_key where subject_id = s.id) as keys,
              (select count(*)::int from vault.field where subject_id = s.id) as fields, (select count(*)::int from vault.blind_index where subject_id = s.id) as tokens
         from vault.subject s where s.kind = 'beneficiary' and s.record_id = ${child.id}`,
    );
    expect(left).toEqual([{ erased: true, keys: 0, fields: 0, tokens: 0 }]);
    expect(await rawName(other)).toBe(other.name);
    expect((await world.open(other.worker, await revealOf(other))).value).toBe(other.name);
    expect(await heads()).toEqual(before);
    expect(await faults()).toEqual([]);
  });

  it('does not open without the register, with one cut short, changed, or begun anew; and opens when it is back', async () => {
    const child = await world.leaver();
    const file = path.join(world.vault.folder, 'erasures.jsonl');
    const key = path.join(world.vault.folder, 'erasures-key.pem');
    await world.erase(child.worker, await world.agreed(child));
    await backUp();
    await restore();
    const whole = readFileSync(file);
    const lines = whole.toString().trimEnd().split('\n');
    const shut = async (sentence: RegExp) => {
      await world.vault.restart();
      const status = world.vault.keeper.status();
      expect([status.state, status.problem]).toEqual(['shut', expect.stringMatching(sentence)]);
      expect(await codeOf(world.open(child.worker, await revealOf(child)))).toBe('vault.shut');
    };
    renameSync(file, `${file}.away`);
    await shut(/^The register of erasures is not the one this database has seen/);
    renameSync(key, `${key}.away`);
    await shut(/^The register of erasures is not the one this database has seen/);
    erasureRegister(world.vault.folder).begin();
    await shut(/^The register of erasures is not the one this database has seen/);
    rmSync(key);
    renameSync(`${key}.away`, key);
    writeFileSync(file, `${lines.slice(0, -1).join('\n')}\n`);
    await shut(/^The register of erasures is not the one this database has seen/);
    writeFileSync(file, whole.toString().replace(/E-\d{4}-\d{4}/, 'E-2027-9999'));
    await shut(/^The register of erasures is not whole at line \d+\.$/);
    renameSync(`${file}.away`, file);
    await world.vault.restart();
    expect(world.vault.keeper.status()).toEqual({ state: 'open' });
    expect(existsSync(`${key}.away`)).toBe(false);
  });

  it('does not open without the register when it is older than every erasure', async () => {
    const child = await world.leaver();
    await backUp();
    const file = path.join(world.vault.folder, 'erasures.jsonl');
    const first = erasureRegister(world.vault.folder).headAt(1);
    await run(`update backup.register_seen set lines = 1, head = '${first}'`);
    await world.erase(child.worker, await world.agreed(child));
    await restore();
    renameSync(file, `${file}.away`);
    await world.vault.restart();
    expect(world.vault.keeper.status()).toMatchObject({
      state: 'shut',
      problem: expect.stringMatching(/lost, shortened or changed/),
    });
    expect(await rawName(child)).toBe(child.name);
    renameSync(`${file}.away`, file);
    await world.vault.restart();
    expect(await rawName(child)).toBeUndefined();
  });
});

describe('an erasure that is interrupted', () => {
  it('after the register was written: nobody reads meanwhile, and it is done when it is asked again', async () => {
    const child = await world.leaver();
    const reveal = await revealOf(child);
    const reference = await world.agreed(child);
    // The last write of the transaction fails, as it does when the connection dies.
    await run(
      `create function fail_erasure() returns trigger language plpgsql as 'begin raise exception ''connection lost''; end'`,
    );
    await run('create trigger fail_erasure before insert on erasure for each row execute function fail_erasure()');
    expect(await codeOf(world.erase(child.worker, reference))).toBe('vault.fault');
    await run('drop trigger fail_erasure on erasure; drop function fail_erasure()');
    expect(await rawName(child)).toBe(child.name);
    expect(await codeOf(world.open(child.worker, reveal))).toBe('vault.nothing');
    const lines = erasureRegister(world.vault.folder).lines;
    await world.erase(child.worker, reference);
    expect(erasureRegister(world.vault.folder).lines).toBe(lines);
    expect(await rawName(child)).toBeUndefined();
  });
});
