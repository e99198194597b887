import { openPool, type Pool, sqlState, tx } from 'db/client';
import { IDENTITIES } from 'db/seed/identities';
import { seedCast } from 'db/seed/seed-cast';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actAs, cloneDatabase, enroll, operatorToken, type TestDatabase } from '../support/database';
import { openTestVault, type TestVault } from '../support/vault';

let db: TestDatabase;
let vault: TestVault;
let vaultPool: Pool;
let operator: string;

beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  vault = await openTestVault(db, { identities: true });
  vaultPool = openPool(db.vaultUrl, { max: 2 });
  operator = await operatorToken(db);
});
afterAll(async () => {
  await vaultPool?.end();
  await vault?.stop();
  await db?.drop();
});

const stateOf = (work: Promise<unknown>) => work.then(() => 'accepted', sqlState);
const asVault = <T>(token: string, text: string) =>
  tx(
    vaultPool,
    { token, requestId: 'test' },
    async (q) => (await q.execute<T & Record<string, unknown>>(sql.raw(text))).rows,
  );

/** Every value of the demo world's identities, and what a reader could know one by. */
const CANARIES = IDENTITIES.flatMap(({ values }) => Object.values(values)).flatMap((value) => [
  value,
  ...value.split(/[\s,]+/).filter((word) => word.length > 6),
]);

/** Every row of every table outside the vault and outside the server's own catalogues, as text. */
async function dump(inVault: boolean): Promise<string> {
  const tables = await db.asOperator<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        and (n.nspname = 'vault') = $1`,
    [inVault],
  );
  expect(tables.length).toBeGreaterThan(inVault ? 6 : 50);
  let text = '';
  for (const { name } of tables)
    for (const row of await db.asOperator<{ row: string }>(`select t::text as row from ${name} t`))
      text += `${row.row}\n`;
  return text;
}

describe('after the demo world is laid', () => {
  it('no word of a name, place, number or birth date stands outside the vault', async () => {
    const text = await dump(false);
    expect(CANARIES.length).toBeGreaterThan(60);
    expect(CANARIES.filter((canary) => text.toLowerCase().includes(canary.toLowerCase()))).toEqual([]);
  });

  it('nor inside it, but sealed', async () => {
    const text = await dump(true);
    const decoded = Buffer.from(
      text
        .match(/\\x[0-9a-f]+/g)
        ?.join('')
        .replaceAll('\\x', '') ?? '',
      'hex',
    ).toString('utf8');
    expect(CANARIES.filter((canary) => text.includes(canary) || decoded.includes(canary))).toEqual([]);
  });

  it('only the day of majority came out of a birth date', async () => {
    const rows = await db.asOperator<{ code: string; on: string }>(
      'select code, majority_on::text as on from beneficiary order by code',
    );
    for (const { kind, code, values } of IDENTITIES.filter((item) => item.kind === 'beneficiary'))
      expect([kind, rows.find((row) => row.code === code)?.on.slice(4)]).toEqual([kind, values.birth_date?.slice(4)]);
  });
});

describe('the web’s role', () => {
  const TABLES = ['kek', 'subject', 'data_key', 'field', 'blind_index', 'read_log', 'register_seen'];

  it('has no right whatever in the vault, whoever is signed in', async () => {
    for (const table of TABLES)
      for (const text of [
        `select * from vault.${table}`,
        `delete from vault.${table}`,
        `insert into vault.${table} default values`,
      ])
        expect([text, await stateOf(actAs(db, operator, (q) => q.execute(sql.raw(text))))]).toEqual([text, '42501']);
  });

  it('can call none of the vault’s functions', async () => {
    for (const call of [
      "open_reveal('V-2027-0001', 'name')",
      "identity_record('beneficiary', 'NIYOG-01')",
      "set_majority(1, '2030-01-01')",
      'beneficiary_codes(array[1]::bigint[])',
      "vault.begin('x')",
      "vault.forget('{}', 0, '')",
    ])
      expect([call, await stateOf(actAs(db, operator, (q) => q.execute(sql.raw(`select ${call}`))))]).toEqual([
        call,
        '42501',
      ]);
  });

  it('cannot become the vault’s', async () => {
    expect(await stateOf(db.pool.query('set role tutela_vault'))).toBe('42501');
  });

  it('the operator’s export has no right there either', async () => {
    for (const table of TABLES)
      expect([
        table,
        await db.asOperator(`set role tutela_operator; select * from vault.${table}`).then(() => 'accepted', sqlState),
      ]).toEqual([table, '42501']);
  });
});

describe('the vault’s login', () => {
  it('sees no identity and no key without a living session', async () => {
    for (const table of ['subject', 'data_key', 'field', 'blind_index', 'read_log'])
      expect([table, (await vaultPool.query(`select * from vault.${table}`)).rowCount]).toEqual([table, 0]);
    expect((await asVault(operator, 'select * from vault.field')).length).toBeGreaterThan(20);
  });

  it('sees nothing of the books, and nothing of people', async () => {
    for (const table of [
      'person',
      'trust',
      'beneficiary',
      'journal_entry',
      'disbursement',
      'sec.session',
      'reveal_request',
    ])
      expect([table, await stateOf(asVault(operator, `select * from ${table}`))]).toEqual([table, '42501']);
  });

  it('cannot change its own log', async () => {
    expect(await stateOf(asVault(operator, "update vault.read_log set purpose = ''"))).toBe('42501');
    await expect(db.asOperator("update vault.read_log set purpose = ''")).rejects.toThrow('written once');
    await expect(db.asOperator('truncate vault.read_log')).rejects.toThrow('written once');
  });
});

describe('keeping an identity', () => {
  it('is for the child’s own worker: another’s child is unknown, another role is refused, and each is logged', async () => {
    const worker = await enroll(db, { name: 'Worker', roles: ['caseworker'] });
    const auditor = await enroll(db, { name: 'Auditor', roles: ['auditor'] });
    const [child] = await db.asOperator<{ id: string }>("select id from beneficiary where code = 'NIYOG-01'");
    const keep = (token: string, code: string) =>
      vault.ask({ ask: 'keep', token, requestId: 'k', kind: 'beneficiary', code, values: { contact: '000 555 0199' } });
    await expect(keep(worker.token, 'NIYOG-01')).rejects.toMatchObject({ code: 'RV009' });
    await expect(keep(auditor.token, 'NIYOG-01')).rejects.toMatchObject({ code: 'RV012' });
    await db.asOperator(
      "insert into case_assignment (beneficiary_id, person_id, starts_on) values ($1, $2, '2026-01-01')",
      [child?.id, worker.personId],
    );
    await expect(keep(worker.token, 'NIYOG-01')).rejects.toMatchObject({ code: 'RV014' });
    await db.asOperator(
      "delete from vault.field using vault.subject s where s.id = subject_id and s.kind = 'beneficiary' and s.record_id = $1 and field = 'contact'",
      [child?.id],
    );
    await keep(worker.token, 'NIYOG-01');
    await expect(keep('no such session', 'NIYOG-01')).rejects.toMatchObject({ code: '28000' });
    const log = await db.asOperator<{ person_id: string; outcome: string }>(
      "select person_id, outcome from vault.read_log where request_id = 'k' order by id",
    );
    expect(log).toEqual([
      { person_id: String(worker.personId), outcome: 'RV009' },
      { person_id: String(auditor.personId), outcome: 'RV012' },
      { person_id: String(worker.personId), outcome: 'RV014' },
      { person_id: String(worker.personId), outcome: 'done' },
    ]);
    const trail = await db.asOperator<{ action: string; record_ref: string; facts: object }>(
      "select action, record_ref, facts from audit_event where request_id = 'k' order by id",
    );
    expect(trail).toEqual([
      ...['RV009', 'RV012', 'RV014'].map((outcome) => ({
        action: 'vault.refused',
        record_ref: 'keep',
        facts: { act: 'keep', outcome },
      })),
      { action: 'identity.kept', record_ref: 'NIYOG-01', facts: { fields: 'contact' } },
    ]);
  });

  it('refuses what no field can hold, without repeating it', async () => {
    const ask = vault.ask({
      ask: 'keep',
      token: operator,
      requestId: 'k2',
      kind: 'beneficiary',
      code: 'NIYOG-01',
      values: { birth_date: 'Tagsibol 9' },
    });
    await expect(ask).rejects.toMatchObject({
      code: 'vault.value',
      field: 'birth_date',
      message: 'The birth date has to be a day, like 2012-03-04.',
    });
  });
});

describe('looking for a name', () => {
  it('finds it however it is written, and answers with codes the asker may see', async () => {
    for (const name of [
      'DALUPINAS OYAMEL DE LA BUKARENA',
      'de la Bukareña, Oyamel Dalupiñas',
      'dalupiñas oyamel delabukarena',
    ])
      expect([name, await vault.ask({ ask: 'find', token: operator, requestId: 'f', name })]).toEqual([
        name,
        { codes: ['NIYOG-01'], others: 0 },
      ]);
    expect(await vault.ask({ ask: 'find', token: operator, requestId: 'f', name: 'Dalupiñas' })).toEqual({
      codes: [],
      others: 0,
    });
  });

  it('says that one is known without saying which, to who may not see it', async () => {
    const worker = await enroll(db, { name: 'Intake', roles: ['caseworker'] });
    const name = 'Dalupiñas Oyamel dela Bukaréña';
    expect(await vault.ask({ ask: 'find', token: worker.token, requestId: 'f', name })).toEqual({
      codes: [],
      others: 1,
    });
    const auditor = await enroll(db, { name: 'Auditor', roles: ['auditor'] });
    await expect(vault.ask({ ask: 'find', token: auditor.token, requestId: 'f', name })).rejects.toMatchObject({
      code: 'vault.not-yours',
    });
  });

  it('stops at thirty in an hour, also asked a hundred times at once', async () => {
    const worker = await enroll(db, { name: 'Curious', roles: ['caseworker'] });
    const asks = Array.from({ length: 100 }, () =>
      vault.ask({ ask: 'find', token: worker.token, requestId: 'many', name: 'Wala Rito' }).then(
        () => 'answered',
        (error: { code: string }) => error.code,
      ),
    );
    const said = await Promise.all(asks);
    expect(said.filter((word) => word === 'answered').length).toBe(30);
    expect(new Set(said)).toEqual(new Set(['answered', 'vault.searched']));
  });
});
