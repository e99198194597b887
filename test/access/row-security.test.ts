import { tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotFound } from '~/access/refusal';
import { getAccounting } from '~/domain/accountings/get-accounting.server';
import { getBeneficiary } from '~/domain/beneficiaries/get-beneficiary.server';
import { getDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { getEntry } from '~/domain/entries/get-entry.server';
import { getReceipt } from '~/domain/receipts/get-receipt.server';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { actAs, type TestDatabase } from '../support/database';
import { matrix, openViewedWorld, type Rows, type ViewedWorld, whose } from './viewed-world';
import { OWN, VIEWERS, type Viewer } from './whose-rows';

/** What nobody is named in but colleagues, and nothing of a child or its money. */
const EVERYONES_TABLES = ['currency', 'installation', 'person', 'policy', 'provider', 'role_grant'];

let db: TestDatabase;
let rows: Rows;
let world: ViewedWorld;
/** Rows seen of those that are one's own, and of the others. */
const seen = new Map<string, { own: number; ofOwn: number; other: number; ofOther: number }>();
const cell = (viewer: string, table: string) => {
  const found = seen.get(`${viewer} ${table}`);
  if (!found) throw new Error(`nothing was counted for ${viewer} on ${table}`);
  return found;
};

beforeAll(async () => {
  world = await openViewedWorld();
  ({ db, rows } = world);
  const tables = await primaryKeys();
  for (const viewer of VIEWERS) for (const { table, key } of tables) await count(viewer, table, key);
});
afterAll(() => world.close());

const primaryKeys = () =>
  rows<{ table: string; key: string }>(
    `select c.relname as table, a.attname as key from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );

async function count(viewer: Viewer, table: string, key: string): Promise<void> {
  const found = await whose(rows, viewer, table, key);
  const text = `select ${key}::text as key from ${table}`;
  const visible = viewer.token
    ? (await actAs(db, viewer.token, (q) => q.execute<{ key: string }>(sql.raw(text)))).rows
    : (await db.pool.query<{ key: string }>(text)).rows;
  const keys = new Set(visible.map((row) => row.key));
  const tally = (mine: boolean) => found.filter((row) => row.own === mine);
  const shown = (mine: boolean) => tally(mine).filter((row) => keys.has(row.key)).length;
  seen.set(`${viewer.name} ${table}`, {
    own: shown(true),
    ofOwn: tally(true).length,
    other: shown(false),
    ofOther: tally(false).length,
  });
}

describe('row security', () => {
  it('knows every table of the schema', async () => {
    expect((await primaryKeys()).map((row) => row.table)).toEqual(Object.keys(OWN));
  });

  it('shows each role what the reviewed matrix says', async () => {
    const seenBy = (viewer: Viewer, table: string) => {
      const { own, ofOwn, other, ofOther } = cell(viewer.name, table);
      return `${own}/${ofOwn} ${other}/${ofOther}`;
    };
    const title = [
      'Who sees which rows of the demo world, by row security alone.',
      'Each cell: rows seen of those that are one’s own, then rows seen of all others.',
    ];
    await expect(matrix(title, seenBy)).toMatchFileSnapshot('matrix.txt');
  });

  it('shows no row of another trust or child to who has one of their own', () => {
    // Who reviews roles knows who stands in for whom.
    const shared = [
      'delegation',
      'delegation_step',
      'role_grant_review',
      'court_case',
      'defendant',
      'restitution_order',
      'receipt',
      'incident',
      'incident_assessment',
      'incident_line',
    ];
    for (const viewer of VIEWERS.filter((item) => item.trusts !== 'all'))
      for (const table of Object.keys(OWN).filter((item) => !shared.includes(item)))
        expect([viewer.name, table, cell(viewer.name, table).other]).toEqual([viewer.name, table, 0]);
  });

  it('shows a caseworker no trust, no balance, no price and no request', () => {
    const money = [
      'trust',
      'subaccount',
      'account',
      'journal_entry',
      'posting',
      'lot',
      'hold',
      'plan_rate',
      'disbursement',
      'disbursement_version',
      'disbursement_line',
      'approval',
      'payment',
      'award',
      'receipt',
      'allocation',
      'bank_statement',
      'valuation',
      'accounting',
      'accounting_filing',
    ];
    for (const viewer of ['caseworker', 'caseworker of none', 'supervisor', 'guardian ad litem'])
      for (const table of money) expect([table, cell(viewer, table)]).toMatchObject([table, { own: 0, other: 0 }]);
    expect(cell('caseworker', 'service_note')).toMatchObject({ own: 12, ofOwn: 12, other: 0, ofOther: 4 });
    expect(cell('caseworker', 'beneficiary')).toMatchObject({ own: 2, ofOwn: 2, other: 0, ofOther: 3 });
  });

  it('shows the workers’ notes to the care team alone', () => {
    for (const viewer of VIEWERS.filter(
      (item) => !['caseworker', 'supervisor', 'guardian ad litem'].includes(item.name),
    ))
      expect([viewer.name, cell(viewer.name, 'service_note')]).toMatchObject([viewer.name, { own: 0, other: 0 }]);
  });

  it('shows a guardian ad litem the care of one child, and the names beside it alone', () => {
    for (const table of ['beneficiary', 'care_plan', 'plan_item', 'service_delivered', 'service_note'])
      expect([table, cell('guardian ad litem', table).own]).toEqual([table, cell('guardian ad litem', table).ofOwn]);
    expect(cell('guardian ad litem', 'person').own).toBeLessThan(6);
    expect(cell('guardian ad litem', 'role_grant').own).toBe(1);
  });

  it.each(['guardian, ended', 'caseworker, ended', 'supervisor, ended', 'trustee of 42, role ended'])(
    'shows who is a %s nothing but their own record and what is everyone’s',
    (viewer) => {
      const shown = Object.keys(OWN).filter((table) => cell(viewer, table).own + cell(viewer, table).other > 0);
      expect(shown.filter((table) => !EVERYONES_TABLES.includes(table))).toEqual(
        viewer.startsWith('trustee') ? [] : [viewer.startsWith('supervisor') ? 'supervision' : 'case_assignment'],
      );
      expect(shown).toContain('person');
    },
  );

  it('shows a court what was filed on its docket, and nothing else', () => {
    expect(cell('court of 42', 'accounting')).toMatchObject({ own: 1, other: 0 });
    expect(cell('court of 42', 'posting').own).toBeGreaterThan(0);
    for (const table of [
      'accounting',
      'accounting_filing',
      'journal_entry',
      'posting',
      'disbursement',
      'subaccount',
      'beneficiary',
    ])
      expect([table, cell('court of 43 44', table)]).toMatchObject([table, { own: 0, other: 0 }]);
    for (const table of [
      'disbursement',
      'approval',
      'payment',
      'subaccount',
      'beneficiary',
      'plan_rate',
      'provider',
      'audit_event',
    ])
      expect([table, cell('court of 42', table).own + cell('court of 42', table).other]).toEqual([table, 0]);
  });

  it('shows a court no entry after the filed period', async () => {
    await rows(`insert into journal_entry (trust_id, kind, occurred_on, recorded_by, description, party, category, reference, source_type, source_ref, source_digest, content_sha256)
      select trust_id, 'test', through_on + 1, verified_by, '', '', '', '', 'test', 'after the period', '', sha256('') from accounting_filing`);
    const viewer = VIEWERS.find((item) => item.name === 'court of 42');
    const { rows: shown } = await actAs(db, viewer?.token as string, (q) =>
      q.execute(sql`select max(occurred_on)::text as last from journal_entry`),
    );
    expect(shown).toEqual([{ last: '2026-12-31' }]);
  });

  it('shows an administrator people, and no books', () => {
    const shown = Object.keys(OWN).filter(
      (table) => cell('administrator', table).own + cell('administrator', table).other > 0,
    );
    expect(shown).toEqual([
      'audit_checkpoint',
      'currency',
      'delegation',
      'delegation_step',
      'incident',
      'incident_assessment',
      'incident_line',
      'installation',
      'person',
      'policy',
      'provider',
      'role_grant',
      'role_grant_review',
      'verification_run',
    ]);
  });

  it('shows nobody anything but what kind of installation this is', () => {
    const shown = Object.keys(OWN).filter((table) => cell('nobody', table).own + cell('nobody', table).other > 0);
    expect(shown).toEqual(['installation']);
  });
});

describe('unknown and out of scope', () => {
  const answer = async (who: string, read: Parameters<typeof actAs>[2]): Promise<string> => {
    const token = VIEWERS.find((item) => item.name === who)?.token as string;
    try {
      await tx(db.pool, { token, requestId: 'same' }, read);
      return 'found';
    } catch (error) {
      expect(error).toBeInstanceOf(NotFound);
      return (error as Error).message;
    }
  };

  it('are one answer: trusts, entries, requests, accountings, receipts and children', async () => {
    const one = async (text: string) => (await rows<{ it: string }>(text))[0]?.it as string;
    const of44 = "(select id from trust where code = 'T-0044')";
    const entry = Number(await one(`select min(id) as it from journal_entry where trust_id = ${of44}`));
    const request = await one(`select reference as it from disbursement where trust_id = ${of44}`);
    const accounting = await one('select reference as it from accounting');
    const receipt = await one('select min(reference) as it from receipt');
    const PAIRS: Array<[who: string, theirs: Parameters<typeof actAs>[2], unknown: Parameters<typeof actAs>[2]]> = [
      ['trustee 42 43, ended 44', (q) => getTrust(q, 'T-0044'), (q) => getTrust(q, 'T-9999')],
      ['trustee 42 43, ended 44', (q) => getEntry(q, entry), (q) => getEntry(q, 99_999_999)],
      ['trustee 42 43, ended 44', (q) => getDisbursement(q, request), (q) => getDisbursement(q, 'D-1900-0001')],
      ['trustee of none', (q) => getReceipt(q, receipt), (q) => getReceipt(q, 'R-1900-0001')],
      ['trustee of 44 alone', (q) => getAccounting(q, accounting), (q) => getAccounting(q, 'ACC-1900-0001')],
      ['court of 43 44', (q) => getAccounting(q, accounting), (q) => getAccounting(q, 'ACC-1900-0001')],
      ['caseworker', (q) => getBeneficiary(q, 'MAKOPA-38'), (q) => getBeneficiary(q, 'NOBODY-00')],
      ['caseworker', (q) => getTrust(q, 'T-0042'), (q) => getTrust(q, 'T-9999')],
    ];
    for (const [who, theirs, unknown] of PAIRS) {
      const said = await answer(who, theirs);
      expect(said).toBe('There is no such page, or it is not yours to see.');
      expect(await answer(who, unknown)).toBe(said);
    }
    expect(await answer('trustee of 44 alone', (q) => getDisbursement(q, request))).toBe('found');
    expect(await answer('court of 42', (q) => getAccounting(q, accounting))).toBe('found');
  });
});
