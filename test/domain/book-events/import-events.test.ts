import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import { sampleFile } from 'db/seed/play-history';
import { type Cells, csv, fee } from 'test/domain/book-events/books-csv';
import { type CastWorld, castWorld } from 'test/domain/receipts/cast-world';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '~/access/roles';
import { ImportRefused, importEvents, previewImport } from '~/domain/book-events/import-events.server';
import { importValuations } from '~/domain/book-events/import-valuations.server';

let world: CastWorld;
beforeAll(async () => {
  world = await castWorld();
});
afterAll(() => world.db.drop());

const bring = (bytes: Uint8Array, trustCode = 'T-0042', key?: string) =>
  world.as('reyes', (tx, actor) => importEvents(tx, actor, { trustCode, bytes, ...(key ? { key } : {}) }));

async function counted(): Promise<string> {
  const [row] = await world.db.asOperator<{ all: string }>(
    `select (select count(*) from journal_entry) || ' ' || (select count(*) from posting) || ' ' || (select count(*) from lot)
            || ' ' || (select count(*) from audit_event) || ' ' || (select sum(posted) from subaccount) as all`,
  );
  return row?.all ?? '';
}

/** What the import says of each problem, having made sure that nothing at all was written. */
async function refusedWith(bytes: Uint8Array, trustCode?: string): Promise<string[]> {
  const before = await counted();
  const error = await bring(bytes, trustCode).then(
    () => new Error('it was imported'),
    (thrown: unknown) => thrown,
  );
  expect(await counted()).toBe(before);
  if (!(error instanceof ImportRefused)) throw error;
  expect(error.message).toMatch(/^Nothing was imported: \d+ problems? in the file\.$/);
  return error.problems.map(({ row, field, message }) => `${row} ${field}: ${message}`);
}

const text = (content: string) => new TextEncoder().encode(content);
const sample = () => sampleFile('events.csv').toString('utf8');
const distribution = (amount: string): Cells =>
  fee({ kind: 'distribution', amount, principal: amount, party: 'Clinic', category: 'MED-CARE', reference: 'V-9100' });
const opening: Cells = {
  ...fee(),
  kind: 'opening_cash',
  occurred_on: '2027-01-01',
  reference: '',
  category: '',
  party: '',
};

describe('what a trust pays since it is kept here', () => {
  const paid = (kind: 'fee' | 'distribution', on: string): Cells => ({
    ...distribution('1.00'),
    kind,
    occurred_on: on,
    reference: `V-${kind}-${on}`,
    ...(kind === 'fee' ? { category: 'wire_fee' } : {}),
  });

  it('is decided here: not brought in by one person, for no day since the first receipt or payment', async () => {
    const since = '2 occurred_on: This trust is kept here since 2025-11-20. ';
    for (const [kind, instead] of [
      ['distribution', 'asked for as a payment and decided by trustees. Ask for it there'],
      ['fee', 'brought in by the operator at the command line'],
    ] as const)
      for (const on of ['2025-11-20', '2027-01-07'])
        expect(await refusedWith(csv(paid(kind, on)), 'T-0043')).toEqual([
          expect.stringMatching(new RegExp(`^${since}.*${instead}`)),
        ]);
  });

  it('also where nothing was yet, from the day on which its books were brought in', async () => {
    expect(await refusedWith(csv(paid('distribution', '2027-01-08')))).toEqual([
      expect.stringContaining('kept here since 2027-01-08'),
    ]);
    const planned = await world.as('reyes', (tx, actor) =>
      previewImport(tx, actor, { trustCode: 'T-0042', bytes: csv(paid('distribution', '2027-01-07')) }),
    );
    expect(planned.problems).toEqual([]);
  });

  it('is brought in by the operator, and what is received by finance', async () => {
    const plan = (roles: Role[], row: Cells) =>
      world.as('reyes', (tx, actor) =>
        previewImport(tx, { ...actor, roles }, { trustCode: 'T-0043', bytes: csv(row) }),
      );
    expect((await plan(['operator'], paid('fee', '2027-01-07'))).problems).toEqual([]);
    const received = { ...fee(), kind: 'bank_interest', category: 'interest', reference: 'V-1' };
    expect((await plan(['finance'], received)).problems).toEqual([]);
  });

  it('and no books are posted by who has not shown lately that it is them', async () => {
    const stale = (minutes: number) =>
      world.db.asOperator(`update sec.session set factor_at = clock_timestamp() - interval '${minutes} minutes'`);
    await world.as('reyes', async () => undefined);
    await stale(6);
    const before = await counted();
    await expect(bring(csv(fee()))).rejects.toSatisfy((error) => sqlState(error) === 'SI002');
    expect(await counted()).toBe(before);
    await stale(0);
  });
});

describe('a file that cannot be imported', () => {
  it.each<[string, () => Uint8Array, string]>([
    [
      'an unknown kind',
      () => csv(fee(), fee({ kind: 'gift', reference: 'V-9002' })),
      '3 kind: "gift" is not a kind of event.',
    ],
    ['a missing column', () => text('occurred_on,kind\n'), '1 amount: The file has no column "amount".'],
    ['five decimals', () => csv(fee({ amount: '45.00001' })), '2 amount: "45.00001" has 5 decimals.'],
    ['a comma', () => csv(fee({ amount: '1,045.00' })), '2 amount: Write "1,045.00" without commas'],
    ['a wrong date', () => csv(fee({ occurred_on: '2027-02-30' })), '2 occurred_on: "2027-02-30" is not a date.'],
    [
      'an opening that is not the prior closing',
      () => csv({ ...opening, amount: '31134.01', principal: '31133.54', income: '0.47' }),
      '2 amount: The opening of cash is 31,134.01; the books closed at 31,134.00.',
    ],
    [
      'parts that are not the amount',
      () => csv(fee({ principal: '44.00' })),
      '2 principal: Principal 44.00 and income 0.00 make 44.00; the amount is 45.00.',
    ],
    [
      'a sale of more units than held',
      () =>
        csv(
          fee({
            kind: 'holding_sale',
            holding: 'TNOTE-2029-02-28',
            units: '10001',
            principal: '',
            income: '',
            reference: 'V-9003',
          }),
        ),
      '2 units: 10001 units of TNOTE-2029-02-28 are asked for; the trust holds 10000 on 2027-01-05.',
    ],
    [
      'a distribution above what is there',
      () => csv(distribution('41559.01')),
      '2 amount: This is above what is there: on 2027-01-05 the trust has 41,559.00 in all, and this takes 41,559.01.',
    ],
    [
      'a distribution above the cash',
      () => csv(distribution('31134.01')),
      '2 amount: From this row on cash is below zero to the end of the file: −0.01 at the last day',
    ],
    [
      'a reference in the books with other figures',
      () => text(sample().replace('Outgoing wire fee', 'Another fee')),
      '8 reference: V-0310F is in the books with other figures.',
    ],
    [
      'a day in a period accounted for',
      () => csv(fee({ occurred_on: '2026-12-31' })),
      '2 occurred_on: 2026-12-31 lies in a period accounted for to the court (through 2026-12-31).',
    ],
    ['a binary file', () => new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 255]), '0 : This is not a text file.'],
    ['an empty file', () => new Uint8Array(), '0 : The file is empty.'],
    ['a file of 50 MB', () => new Uint8Array(50 * 1024 * 1024), '0 : The file has 50 MB; the most is 5 MB.'],
  ])('%s: row, field and sentence, and nothing is written', async (_what, bytes, said) => {
    expect((await refusedWith(bytes()))[0]).toContain(said);
  });

  it('with one wrong row among good ones brings in none of them', async () => {
    const good = Array.from({ length: 20 }, (_, index) => fee({ reference: `V-95${10 + index}` }));
    expect(await refusedWith(csv(...good, fee({ reference: 'V-9599', principal: '1.00' })))).toHaveLength(1);
  });

  it('is previewed with the same problems', async () => {
    const plan = await world.as('reyes', (tx, actor) =>
      previewImport(tx, actor, { trustCode: 'T-0042', bytes: csv(fee({ kind: 'gift' })) }),
    );
    expect(plan.problems.map((problem) => `${problem.row} ${problem.field}`)).toEqual(['2 kind']);
  });
});

describe('who imports, and into what', () => {
  it('a trustee does not', async () => {
    const asTrustee = world.as('chua', (tx, actor) =>
      importEvents(tx, actor, { trustCode: 'T-0042', bytes: csv(fee()) }),
    );
    await expect(asTrustee).rejects.toMatchObject({ code: 'permission' });
  });

  it('an unknown trust is not found', async () => {
    await expect(bring(csv(fee()), 'T-9999')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a trust with several beneficiaries takes no books: a row does not say whose money it moves', async () => {
    await expect(bring(csv(fee()), 'T-0044')).rejects.toMatchObject({ code: 'import.pooled', field: 'file' });
  });
});

describe('the same file twice', () => {
  it('changes nothing, and says so', async () => {
    const entries = async () => (await counted()).split(' ').slice(0, 3);
    const before = await entries();
    expect(await bring(sampleFile('events.csv'))).toEqual({ posted: 0, alreadyInBooks: 26, agreed: 0 });
    expect(await entries()).toEqual(before);
  });

  it('changes nothing either where its openings agreed with a closing that has moved on since', async () => {
    const year = csv(
      { ...opening, amount: '31134.00', principal: '31133.53', income: '0.47' },
      {
        ...opening,
        kind: 'opening_holding',
        holding: 'TNOTE-2029-02-28',
        units: '10000',
        amount: '9925.00',
        principal: '9925.00',
      },
      { ...opening, kind: 'opening_holding', holding: 'PHP', units: '28900', amount: '500.00', principal: '500.00' },
      fee({ reference: 'V-9001' }),
    );
    expect(await bring(year)).toEqual({ posted: 1, alreadyInBooks: 0, agreed: 3 });
    expect(await bring(year)).toEqual({ posted: 0, alreadyInBooks: 1, agreed: 3 });
  });

  it('under one key answers what it answered', async () => {
    const key = randomUUID();
    const bytes = csv(fee({ reference: 'V-9701' }));
    expect(await bring(bytes, 'T-0042', key)).toEqual({ posted: 1, alreadyInBooks: 0, agreed: 0 });
    expect(await bring(bytes, 'T-0042', key)).toEqual({ posted: 1, alreadyInBooks: 0, agreed: 0 });
    await expect(bring(csv(fee({ reference: 'V-9702' })), 'T-0042', key)).rejects.toMatchObject({ code: 'key.reused' });
  });

  it('by two people at once is posted once', async () => {
    const bytes = csv(fee({ reference: 'V-9801' }), fee({ reference: 'V-9802' }));
    const both = await Promise.all([
      bring(bytes),
      world.as('tan', (tx, actor) => importEvents(tx, actor, { trustCode: 'T-0042', bytes })),
    ]);
    expect(both.map((one) => one.posted).sort()).toEqual([0, 2]);
  });
});

describe('market values', () => {
  const head = 'as_of,holding,units,market_value_usd,source\n';
  const values = (content: string) =>
    world.as('reyes', (tx, actor) => importValuations(tx, actor, { trustCode: 'T-0042', bytes: text(content) }));

  it.each([
    ['', 'The file is empty. Nothing was imported.'],
    ['\0\x01', 'This is not a CSV file in UTF-8.'],
    ['as_of,holding\n', 'The file has no column "units".'],
    [head, 'The file has a head and no rows.'],
    [`${head}2026-13-01,PHP,1,1.00,bank\n`, 'Row 2, as_of: "2026-13-01" is not a date.'],
    [`${head}2027-01-05,PHP,0,1.00,bank\n`, 'Row 2, units: 0 units are not above zero.'],
    [`${head}2027-01-05,PHP,1,"1,000",bank\n`, 'Row 2, market_value_usd: Write "1,000" without commas'],
    [`${head}2027-01-05,PHP,1,1.00,${'b'.repeat(201)}\n`, 'Row 2, source: 201 letters are too many. Write up to 200.'],
    [
      `${head}2026-12-31,PHP,28900.00,500.00,bank\n`,
      'Row 2, market_value_usd: PHP has another value on 2026-12-31 already.',
    ],
  ])('that are wrong are refused with row and column: %j', async (content, said) => {
    const before = await counted();
    await expect(values(content)).rejects.toThrow(said);
    expect(await counted()).toBe(before);
  });

  it('brought twice are recorded once', async () => {
    const again = sampleFile('valuations.csv').toString('utf8');
    expect(await values(again)).toEqual({ values: 3 });
    const [row] = await world.db.asOperator<{ count: string }>('select count(*) from valuation');
    expect(row?.count).toBe('3');
  });
});
