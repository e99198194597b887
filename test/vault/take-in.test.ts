import { randomInt, randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import { CAST, type CastId } from 'db/seed/cast';
import { IDENTITIES } from 'db/seed/identities';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '~/access/actor';
import { codeProblem, shuffledCodes } from '~/domain/beneficiaries/beneficiary-code';
import { type NewIdentity, takeInChildren } from '~/domain/beneficiaries/take-in-children.server';
import { type CastWorld, castWorld } from '../domain/receipts/cast-world';
import { openSession, operatorToken } from '../support/database';
import { openTestVault, type TestVault } from '../support/vault';

let world: CastWorld;
let vault: TestVault;
let operator: Actor & { token: string };
beforeAll(async () => {
  world = await castWorld();
  vault = await openTestVault(world.db, { identities: true });
  const [row] = await world.db.asOperator<{ id: string }>("select id from person where name = 'Operator'");
  const token = await operatorToken(world.db);
  operator = { personId: Number(row?.id), name: 'Operator', roles: ['operator'], token };
});
afterAll(async () => {
  await vault?.stop();
  await world?.db.drop();
});

const member = async (who: CastId): Promise<Actor & { token: string }> => {
  const { email, name, roles } = CAST[who];
  const [row] = await world.db.asOperator<{ id: string }>('select id from person where email = $1', [email]);
  const personId = Number(row?.id);
  return { personId, name, roles, token: await openSession(world.db, personId) };
};
let made = 0;
const someone = (): NewIdentity => {
  made += 1;
  return {
    name: `Ñolimar Katha ${'abcdefghij'[made % 10]}${made}`,
    birth_date: '2014-02-28',
    address: `Sitio Wala ${made}`,
  };
};
const takeIn = (who: Actor & { token: string }, values: NewIdentity[], given: { key?: string; apart?: boolean } = {}) =>
  takeInChildren(vault.socket, who, {
    token: who.token,
    requestId: 'test',
    key: given.key ?? randomUUID(),
    children: values.map((one) => ({ values: one, apart: given.apart ?? false })),
  });
const count = async (from: string) =>
  (await world.db.asOperator<{ n: number }>(`select count(*)::int as n from ${from}`))[0]?.n;
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error) => sqlState(error) ?? (error as { code: string }).code,
  );

describe('taking a child in', () => {
  it('seals every field under a new code, sets the day of majority, and makes the worker the child’s', async () => {
    const flores = await member('flores');
    const given = someone();
    const { codes, known } = await takeIn(flores, [given]);
    expect(known).toEqual([]);
    expect(codes.map(codeProblem)).toEqual([undefined]);
    const kept = await world.db.asOperator<{ field: string; text: string; majority: string; worker: string }>(
      `select f.field, encode(f.sealed, 'escape') as text, b.majority_on::text as majority, a.person_id::text as worker
         from beneficiary b join vault.subject s on s.record_id = b.id and s.kind = 'beneficiary'
         join vault.field f on f.subject_id = s.id join case_assignment a on a.beneficiary_id = b.id
        where b.code = $1 order by 1`,
      [codes[0]],
    );
    expect(kept.map(({ field }) => field)).toEqual(['address', 'birth_date', 'name']);
    for (const { text, majority, worker } of kept) {
      expect([majority, worker]).toEqual(['2032-02-28', String(flores.personId)]);
      for (const value of Object.values(given)) expect(text).not.toContain(value);
    }
  });

  it('is refused to everyone who takes nobody in, by the verb and by the vault', async () => {
    for (const who of ['alvarez', 'reyes', 'chambersZ', 'lim', 'ocampo'] as const) {
      const actor = await member(who);
      expect([who, await refusal(takeIn(actor, [someone()]))]).toEqual([who, 'permission']);
      const straight = vault.ask({
        ask: 'take-in',
        token: actor.token,
        requestId: 'test',
        key: randomUUID(),
        codes: shuffledCodes(randomInt),
        children: [{ values: someone(), apart: false }],
      });
      expect([who, await refusal(straight)]).toEqual([who, 'vault.not-yours']);
    }
  });

  it('of a name that is known says only that it may be, and takes nobody in', async () => {
    const flores = await member('flores');
    const before = await count('beneficiary');
    const theirs = IDENTITIES.find(({ code }) => code === 'NIYOG-01')?.values.name as string;
    const asked = { ...someone(), name: theirs.toUpperCase() };
    expect(await takeIn(flores, [asked])).toEqual({ codes: [], known: [0] });
    expect(await count('beneficiary')).toBe(before);
    const { codes } = await takeIn(flores, [asked], { apart: true });
    expect(codes).toHaveLength(1);
    const logged = await world.db.asOperator<{ outcome: string }>(
      "select outcome from vault.read_log where act = 'find' order by id desc limit 2",
    );
    expect(logged.map(({ outcome }) => outcome)).toEqual([
      '0 of 1 known, 1 taken in as another',
      '1 of 1 known, 0 taken in as another',
    ]);
  });

  it('sent twice, also at once, takes one child in; with other answers it is refused', async () => {
    const flores = await member('flores');
    const key = randomUUID();
    const given = someone();
    const before = (await count('beneficiary')) ?? 0;
    const answers = await Promise.all([1, 2, 3].map(() => takeIn(flores, [given], { key })));
    expect(await count('beneficiary')).toBe(before + 1);
    expect(new Set(answers.map(({ codes }) => codes.join())).size).toBe(1);
    expect(await refusal(takeIn(flores, [{ ...given, address: 'Sitio Iba' }], { key }))).toBe('key.reused');
    expect(await refusal(takeIn(await member('dizon'), [given], { key }))).toBe('key.reused');
  });

  it('two forms about one child at once: one is taken in, the other hears that the child may be known', async () => {
    const given = someone();
    const both = [await member('flores'), await member('dizon')];
    const answers = await Promise.all(both.map((who) => takeIn(who, [given])));
    expect(answers.map(({ codes, known }) => [codes.length, known.length]).sort()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('is all or none: one value that cannot be kept, and nobody is taken in', async () => {
    const before = [await count('beneficiary'), await count('vault.subject'), await count('vault.intake')];
    const bad = { ...someone(), birth_date: '2014-02-30' };
    expect(await refusal(takeIn(operator, [someone(), bad]))).toBe('vault.value');
    expect([await count('beneficiary'), await count('vault.subject'), await count('vault.intake')]).toEqual(before);
    expect((await takeIn(operator, [someone(), someone()])).codes).toHaveLength(2);
    expect(await refusal(takeIn(await member('flores'), [someone(), someone()]))).toBe('vault.one');
  });

  it('is counted with every other look for a name, and refused past an hour’s worth', async () => {
    const dizon = await member('dizon');
    await world.db.asOperator(
      `insert into vault.read_log (person_id, act, purpose, fields, outcome, request_id)
       select $1, 'find', 'test', '{name}', '', 'test' from generate_series(1, 30)`,
      [dizon.personId],
    );
    expect(await refusal(takeIn(dizon, [someone()]))).toBe('vault.searched');
  });

  it('is refused with a sentence where the vault does not answer', async () => {
    const flores = await member('flores');
    const asked = { token: flores.token, requestId: 'test', key: randomUUID(), children: [] };
    await expect(takeInChildren('/nowhere/vault.sock', flores, asked)).rejects.toMatchObject({
      code: 'vault.unreachable',
    });
  });
});
