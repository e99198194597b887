import { IDENTITIES } from 'db/seed/identities';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessFile, accessFileAsJson, type Part } from '~/domain/rights/access-file';
import { accessFileAsHtml } from '~/domain/rights/access-file-as-html';
import { findSubaccounts } from '~/domain/trusts/get-trust.server';
import { amount, sum, toText } from '~/money/amount';
import { actAs } from '../../support/database';
import type { Person } from '../reveals/reveal-world';
import { openRightsWorld, type RightsWorld } from './rights-world';

/** Lives in T-0044 beside two others, so that whatever is of them would be seen in its file. */
const OF_THREE = 'MAKOPA-38';
const TRUST = 'T-0044';

let world: RightsWorld;
let worker: Person;
let trustee: Person;
let reference: string;
let books: AccessFile;
let care: AccessFile;

const rows = <R extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  world.db.asOperator<R>(text, values);
const partOf = (file: AccessFile, key: string) => file.parts.find((part) => part.key === key) as Part;
const column = ({ columns, rows: lines }: Part, name: string) => lines.map((row) => row[columns.indexOf(name)] ?? '');
beforeAll(async () => {
  world = await openRightsWorld();
  worker = await world.worker(OF_THREE);
  trustee = await world.trustee(TRUST);
  await plantShared();
  reference = await world.record(worker, { code: OF_THREE });
  await world.settle(trustee, reference);
  books = (await world.take(trustee, reference)).file;
  care = (await world.take(worker, reference)).file;
});
afterAll(() => world?.stop());

/** An entry of all children of the trust whose words name another one, and a note that names the child's contact. */
async function plantShared(): Promise<void> {
  const finance = await world.person('finance');
  const shared = await rows<{ id: string; trust_id: string }>(
    'select s.id, s.trust_id from subaccount s join trust t on t.id = s.trust_id where t.code = $1 order by s.id',
    [TRUST],
  );
  const ids = shared.flatMap(({ id }) => [id, id]);
  const each = <T>(one: T, other: T) => shared.flatMap(() => [one, other]);
  const list = (values: readonly unknown[]) => sql.param(values);
  await actAs(world.db, finance.token, (q) =>
    q.execute(sql`select post_journal_entry(${shared[0]?.trust_id}::bigint, 'bank_interest', '2026-12-30', null, 'Interest, with KAMAGONG-22 in mind', 'Bank', 'interest', 'INT-9',
      'bank', 'shared-1', '', null, ${list(each('asset:cash', 'receipt:interest'))}::text[], ${list(ids)}::bigint[], ${list(each('income', 'income'))}::text[],
      ${list(each('1.37', '-1.37'))}::numeric[], ${list(each(null, null))}::text[], ${list(each(null, null))}::bigint[], ${list(each(null, null))}::numeric[])`),
  );
  const contact = IDENTITIES.find(({ code }) => code === OF_THREE)?.values.name ?? '';
  await rows(
    `insert into service_note (service_delivered_id, beneficiary_id, note)
     select s.id, s.beneficiary_id, $2 from service_delivered s join beneficiary b on b.id = s.beneficiary_id
      where b.code = $1 and not exists (select from service_note n where n.service_delivered_id = s.id) order by s.id limit 1`,
    [OF_THREE, `Came with ${contact}.`],
  );
}

describe('the file ties to the ledger', () => {
  it('to the cent: the sides on cash come to what is posted, and the balances are those of the trust’s page', async () => {
    const [own] = (
      await actAs(world.db, trustee.token, async (q) => {
        const { rows: found } = await q.execute<{ id: string }>(sql`select id from trust where code = ${TRUST}`);
        return findSubaccounts(q, Number(found[0]?.id));
      })
    ).filter(({ beneficiaryCode }) => beneficiaryCode === OF_THREE);
    const register = partOf(books, 'register');
    const accounts = column(register, 'Account');
    const cash = column(register, 'Amount').filter((_, at) => accounts[at] === 'asset:cash');
    expect(cash.length).toBeGreaterThan(3);
    expect(toText(sum(cash))).toBe(toText(own?.posted ?? amount('0')));
    const trusts = partOf(books, 'trusts');
    expect(trusts.rows).toHaveLength(1);
    expect(column(trusts, 'Posted')).toEqual([toText(own?.posted ?? amount('0'))]);
    expect(column(trusts, 'Available')).toEqual([toText(amount(own?.posted ?? '0').minus(own?.held ?? '0'))]);
    const whole = await rows<{ total: string }>(
      `select sum(p.amount) as total from posting p join subaccount s on s.id = p.subaccount_id join beneficiary b on b.id = s.beneficiary_id where b.code = $1`,
      [OF_THREE],
    );
    expect(toText(sum(column(register, 'Amount')))).toBe(toText(amount(whole[0]?.total ?? '1')));
    expect(toText(sum(column(partOf(books, 'money-held'), 'Amount')))).toBe(toText(own?.held ?? amount('0')));
  });

  it('and so does one year, with what was there before', async () => {
    const { file } = await world.take(trustee, reference, { year: '2026' });
    const register = partOf(file, 'register');
    const before = /: (-?[\d.]+) USD/.exec(register.notes.find((note) => note.startsWith('Cash in')) ?? ': 0 USD')?.[1];
    const accounts = column(register, 'Account');
    const moved = column(register, 'Amount').filter((_, at) => accounts[at] === 'asset:cash');
    expect(column(register, 'Day').every((day) => day.startsWith('2026-'))).toBe(true);
    const [ledger] = await rows<{ cash: string }>(
      `select sum(p.amount) as cash from posting p join account a on a.id = p.account_id join subaccount s on s.id = p.subaccount_id
         join beneficiary b on b.id = s.beneficiary_id where b.code = $1 and a.code = 'asset:cash' and p.occurred_on <= '2026-12-31'`,
      [OF_THREE],
    );
    expect(toText(sum([before ?? '0', ...moved]))).toBe(toText(amount(ledger?.cash ?? '1')));
  });
});

describe('in the file', () => {
  it('is every part of the record, each with its source; money for a trustee, notes for the care team', () => {
    const keys = (file: AccessFile) => file.parts.map(({ key }) => key);
    const kept = ['codes', 'vault', 'corrections', 'legal-holds', 'restrictions', 'erasures', 'retention'];
    expect(keys(books)).toEqual([
      ...kept,
      ...['trusts', 'register', 'money-held', 'receipts', 'requests', 'decisions', 'accountings'],
      ...['plans', 'services', 'trail'],
    ]);
    expect(keys(care)).toEqual([...kept, 'plans', 'services', 'notes', 'sent-back']);
    for (const { source, columns, rows: lines } of [...books.parts, ...care.parts]) {
      expect(source).not.toBe('');
      for (const row of lines) expect(row).toHaveLength(columns.length);
    }
    expect(column(partOf(care, 'plans'), 'Price').every((price) => price === '')).toBe(true);
    expect(column(partOf(books, 'plans'), 'Price').some((price) => price !== '')).toBe(true);
  });

  it('is nothing of another child, in neither format', async () => {
    const others = (await rows<{ code: string }>('select code from beneficiary where code <> $1', [OF_THREE])).map(
      ({ code }) => code,
    );
    const theirs = await rows<{ reference: string }>(
      `select x.reference from (select reference, beneficiary_id from service_delivered union all select reference, beneficiary_id from disbursement
         union all select reference, beneficiary_id from award) x join beneficiary b on b.id = x.beneficiary_id where b.code <> $1`,
      [OF_THREE],
    );
    expect(theirs.length).toBeGreaterThan(5);
    for (const file of [books, care])
      for (const text of [accessFileAsJson(file, 'Copy 1'), accessFileAsHtml(file, 'Copy 1')])
        for (const telling of [...others, ...theirs.map((row) => row.reference)])
          expect([telling, text.includes(telling)]).toEqual([telling, false]);
    const register = partOf(books, 'register');
    const words = column(register, 'Description').filter((_, at) => column(register, 'Day')[at] === '2026-12-30');
    expect(new Set(words)).toEqual(new Set(['(an entry that several children share)']));
  });

  it('is no name, no address and no person who works here; what the vault holds is listed, never said', async () => {
    const staff = (await rows<{ name: string }>("select name from person where origin <> 'system'")).map(
      ({ name }) => name,
    );
    const known = IDENTITIES.flatMap(({ values }) => Object.values(values));
    for (const file of [books, care])
      for (const telling of [...staff, ...known])
        expect([telling, accessFileAsJson(file, 'Copy 1').includes(telling)]).toEqual([telling, false]);
    expect(column(partOf(books, 'vault'), 'Item')).toContain('Name');
    expect(partOf(care, 'notes').notes).toEqual(['Texts left out here: 1.']);
    expect(column(partOf(care, 'notes'), 'Note')).toContain(
      '[left out: it may tell who somebody is, and a person reads it first]',
    );
  });

  it('is who read the record, by role', async () => {
    const trail = partOf((await world.take(trustee, reference)).file, 'trail');
    const lines = trail.rows.map((row) => row.slice(1, 4).join(' '));
    expect(lines).toContain(`caseworker recorded rights request ${reference}`);
    expect(lines).toContain(`trustee took a copy of the access file of ${reference}`);
  });

  it('are the recipients of a code, and not their codes', async () => {
    await rows("select court_codes(t.id) from trust t where t.code = 'T-0044'");
    const [known] = await rows<{ code: string }>(
      `select c.code from vault.recipient_code c join beneficiary b on b.id = c.beneficiary_id where b.code = $1`,
      [OF_THREE],
    ).catch(() => []);
    const text = accessFileAsJson((await world.take(trustee, reference)).file, 'Copy 1');
    expect(text).toMatch(/"Known to": "court /);
    expect(text).not.toMatch(/\b[BP]-[34679CFHJKMQRTWX]{4}\b/);
    if (known) expect(text).not.toContain(known.code);
  });

  it('is text: what people wrote becomes no markup', () => {
    const part = { ...(books.parts[0] as Part), rows: [['<script>x</script>', '"&\'', '']] };
    const html = accessFileAsHtml({ ...books, parts: [part] }, '<b>');
    expect(html).not.toContain('<script>x');
    expect(html).toContain('&lt;script&gt;x&lt;/<wbr>script&gt;');
    expect(html).not.toContain('<b>');
  });
});
