import { sampleFile } from 'db/seed/play-history';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { HELP } from './help-words';
import { expectSentence, type Installation, openInstallation, type Ran } from './run-command';

// Each command is a process that starts from nothing, and two cores may be shared.
vi.setConfig({ testTimeout: 120_000 });

let here: Installation;
let seeded: Ran;
const EVENTS = sampleFile('events.csv').toString('utf8');
const YEAR = ['--from', '2026-01-01', '--to', '2026-12-31'];

beforeAll(async () => {
  here = await openInstallation();
  seeded = await here.tutela('seed');
});
afterAll(() => here.close());

const counts = async () =>
  (
    await here.asSuperuser(
      'select (select count(*) from journal_entry) as entries, (select count(*) from trust) as trusts, (select count(*) from audit_event) as events',
    )
  )[0];

describe('tutela seed', () => {
  it('makes the demo world in an empty installation, and says what it does', () => {
    expect(seeded).toMatchObject({ status: 0, stderr: '' });
    expect(seeded.stdout).toContain('The demo world is ready. Its people are listed on the sign-in page.');
  });

  it('a second time is refused with a sentence', async () => {
    expectSentence(await here.tutela('seed'), 'The cast is here already.');
  });
});

describe('tutela --help', () => {
  it('of each command says what it takes', async () => {
    const runs = await Promise.all(HELP.map(([name]) => here.tutela(...name.split(' ').filter(Boolean), '--help')));
    HELP.forEach(([name, words], at) => {
      expect([name, runs[at]]).toMatchObject([name, { status: 0, stderr: '' }]);
      expect([name, runs[at]?.stdout]).toEqual([name, expect.stringMatching(words)]);
    });
  });

  it('is pointed to where an argument is missing or unknown', async () => {
    for (const args of [['accounting'], ['wipe']]) {
      const ran = await here.tutela(...args);
      expect(ran.status).toBe(1);
      expect(ran.stderr).toContain('Run it with --help to see what it takes.');
    }
  });
});

describe('tutela admin forget-factors', () => {
  it('lets a person enrol anew, says so in the trail, and knows nobody else', async () => {
    const ran = await here.tutela('admin', 'forget-factors', '--email', 'lim@cast.example');
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const written = await here.asSuperuser(
      "select p.name from audit_event e join person p on p.id = e.person_id where e.action = 'factors.forgotten'",
    );
    expect(written).toEqual([{ name: 'Operator' }]);
    const unknown = await here.tutela('admin', 'forget-factors', '--email', 'nobody@cast.example');
    expectSentence(unknown, 'There is no person with the email nobody@cast.example.');
  });
});

describe('tutela admin rotate-code-app-keys', () => {
  it('before the server’s first start says that there is no key yet', async () => {
    const ran = await here.tutela('admin', 'rotate-code-app-keys');
    expectSentence(ran, 'No key of code apps was begun yet: the server makes it at its first start.');
  });
});

describe('tutela database and migrate', () => {
  it('print how psql reaches it, and that it is up to date', async () => {
    const [database, migrated] = await Promise.all([here.tutela('database'), here.tutela('migrate', '--json')]);
    expect(database.stdout).toMatch(/^psql "postgres(ql)?:\/\/.+\/tutela"\n/);
    expect(JSON.parse(migrated.stdout)).toEqual({ database: 'tutela', server: 'embedded', mode: 'demo' });
  });
});

describe('tutela import events', () => {
  it('dry run says what each row would do and posts nothing, also where it would make the trust', async () => {
    const before = await counts();
    const ran = await here.tutela(
      'import',
      'events',
      here.write('events.csv', EVENTS),
      '--trust',
      'T-0900',
      '--create',
      '--dry-run',
    );
    expect(ran.status).toBe(0);
    expect(ran.stdout).toContain('Nothing was posted: this was a dry run. 26 rows would be posted.');
    expect(await counts()).toEqual(before);
  });

  it('makes the trust, posts the year, and the same file again changes nothing', async () => {
    const args = ['import', 'events', here.file('events.csv'), '--trust', 'T-0900', '--create'];
    const first = await here.tutela(...args);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /Trust T-0900 is made for [A-Z]+-\d{2}, from 2026-01-01\.\n26 entries posted to T-0900/,
    );
    const before = await counts();
    const again = await here.tutela(...args, '--json');
    expect(JSON.parse(again.stdout)).toEqual({ trust: 'T-0900', posted: 0, alreadyInBooks: 26, agreed: 0 });
    expect(await counts()).toMatchObject({ entries: before?.entries, trusts: before?.trusts });
  });

  const header = EVENTS.split('\n')[0] as string;
  it('refuses rows that are wrong, each with its row and field, and imports nothing', async () => {
    const rows = [
      '2027-01-02,gift,10.00,USD,,,10.00,0.00,x,,G-1,x',
      '2027-01-02,fee,"1,000.00",USD,,,1000.00,0.00,x,fee,G-2,x',
      '2027-01-02,fee,1.00001,USD,,,1.00001,0.00,x,fee,G-3,x',
      '2027-02-30,fee,1.00,USD,,,1.00,0.00,x,fee,G-4,x',
    ];
    const before = await counts();
    const file = here.write('bad.csv', [header, ...rows, ''].join('\n'));
    const ran = await here.tutela('import', 'events', file, '--trust', 'T-0900');
    expectSentence(ran, /^Nothing was imported\.\n/);
    for (const words of [
      /^Row 2, kind: /m,
      /^Row 3, amount: .*without commas/m,
      /^Row 4, amount: .*5 decimals/m,
      /^Row 5, occurred_on: /m,
    ])
      expect(ran.stderr).toMatch(words);
    expect(await counts()).toEqual(before);
  });

  it('refuses a file that is wrong as a whole, and imports nothing', async () => {
    const changed = EVENTS.replace(/^.*C-1233.*$/m, (row) => row.replaceAll('25.00', '26.00'));
    const FILES: Array<[content: string | Buffer, words: RegExp]> = [
      [`${header.replace(',reference', '')}\n2027-01-02,fee,1.00,USD,,,1.00,0.00,x,fee,x\n`, /reference/],
      [`${header}\n2027-01-02,fee,1.00,USD,,,0.50,0.40,x,fee,G-5,x\n`, /^Row 2, \w+: /m],
      [changed, /Row \d+, .*C-1233/],
      [`${header}\n2027-01-02,distribution,99999.00,USD,,,99999.00,0.00,x,EDU,G-1,x\n`, /Row 2/],
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe, 0, 1]), /./],
      ['', /./],
    ];
    const before = await counts();
    const runs = await Promise.all(
      FILES.map(([content], at) =>
        here.tutela('import', 'events', here.write(`bad-${at}.csv`, content), '--trust', 'T-0900'),
      ),
    );
    FILES.forEach(([, words], at) => {
      expectSentence(runs[at], words);
      expect(runs[at]?.stderr).toMatch(/^Nothing was imported\.\n/);
    });
    expect(await counts()).toEqual(before);
  });

  it('refuses a file that is too large, one that is not there, a trust that is not there, and a code that is none', async () => {
    const huge = here.write('huge.csv', Buffer.alloc(50 * 1024 * 1024, 'x'));
    const events = here.file('events.csv');
    const runs = await Promise.all([
      here.tutela('import', 'events', huge, '--trust', 'T-0900'),
      here.tutela('import', 'events', here.file('none.csv'), '--trust', 'T-0900'),
      here.tutela('import', 'events', events, '--trust', 'T-9999'),
      here.tutela('import', 'events', events, '--trust', '42', '--create'),
    ]);
    expectSentence(runs[0], /The file has 50 MB; the most is \d+ MB\./);
    expectSentence(runs[1], /^There is no file .*none\.csv\.\n$/);
    expectSentence(runs[2], /^There is no trust T-9999\. Add --create to make it\.\n$/);
    expectSentence(runs[3], /^"42" is not a trust's code\./);
  });

  it('refuses a period that is accounted for', async () => {
    const row = `${header}\n2026-12-30,fee,1.00,USD,,,1.00,0.00,x,fee,G-1,x\n`;
    const ran = await here.tutela('import', 'events', here.write('late.csv', row), '--trust', 'T-0042');
    expectSentence(ran, /Row 2, occurred_on: .*accounted for/);
  });
});

describe('tutela accounting', () => {
  it('as JSON has exactly the agreed keys, and the year ties out to the cent', async () => {
    const ran = await here.tutela('accounting', '--trust', 'T-0042', ...YEAR, '--format', 'json');
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const account = JSON.parse(ran.stdout);
    const amounts = ['income', 'principal', 'total'];
    expect(Object.keys(account)).toEqual([
      'trust',
      'from',
      'through',
      'currency',
      'starting_balance',
      'receipts',
      'disbursements',
      'distributions',
      'capital_net',
      'on_hand',
      'charges',
      'credits',
      'on_hand_market',
      'copy',
      'schedules',
    ]);
    for (const key of ['starting_balance', 'receipts', 'disbursements', 'distributions', 'capital_net', 'on_hand'])
      expect([key, Object.keys(account[key]).sort()]).toEqual([key, amounts]);
    expect(Object.keys(account.charges)).toEqual(['starting_balance', 'receipts', 'gains', 'total']);
    expect(Object.keys(account.credits)).toEqual(['disbursements', 'losses', 'distributions', 'on_hand', 'total']);
    expect(Object.keys(account.schedules)).toEqual(['A', 'B', 'C', 'D', 'E']);
    const line = ['date', 'description', 'entry', 'income', 'party', 'principal', 'total'];
    for (const [name, lines] of Object.entries<Record<string, unknown>[]>(account.schedules)) {
      expect(lines.length).toBeGreaterThan(0);
      const keys = name === 'E' ? [...line, 'carrying_value', 'market_value'].sort() : line;
      for (const item of lines) expect([name, Object.keys(item).sort()]).toEqual([name, keys]);
    }
    expect(account).toMatchObject({
      trust: 'T-0042',
      from: '2026-01-01',
      through: '2026-12-31',
      currency: 'USD',
      charges: { total: '48748.75' },
      credits: { total: '48748.75', on_hand: '41559.00' },
      on_hand: { income: '0.47', principal: '41558.53', total: '41559.00' },
      on_hand_market: '41614.33',
    });
  });

  it('as text, CSV and PDF says the same figures', async () => {
    const of = (format: string, ...out: string[]) =>
      here.tutela('accounting', '--trust', 'T-0042', ...YEAR, '--format', format, ...out);
    const [text, csv, pdf] = await Promise.all([
      of('text'),
      of('csv', '--out', here.file('a.csv')),
      of('pdf', '--out', here.file('a.pdf')),
    ]);
    expect(text.stdout).toContain('42,932.55');
    expect(text.stdout).toContain('41,559.00');
    expect(text.stdout).not.toMatch(/\b(debit|credit)\b/i);
    expect(csv).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /^The accounting of T-0042, 2026-01-01 to 2026-12-31, is in .*a\.csv, as copy X-2027-\d{4}\.\n$/,
      ),
    });
    expect(here.read('a.csv').toString()).toContain('41559.00');
    expect(pdf).toMatchObject({ status: 0, stderr: '' });
    expect(here.read('a.pdf').subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('of a trust or a period that is not there is refused with a sentence', async () => {
    const of = (trust: string, from: string, to: string, ...more: string[]) =>
      here.tutela('accounting', '--trust', trust, '--from', from, '--to', to, ...more);
    const [unknown, day, order, pdf] = await Promise.all([
      of('T-9999', '2026-01-01', '2026-12-31'),
      of('T-0042', '2026-02-30', '2026-12-31'),
      of('T-0042', '2026-12-31', '2026-01-01'),
      of('T-0042', '2026-01-01', '2026-12-31', '--format', 'pdf'),
    ]);
    expectSentence(unknown, /^There is no trust T-9999\.\n$/);
    expectSentence(day, /^--from "2026-02-30" is not a date\./);
    expectSentence(order, /^--to is before --from\./);
    expectSentence(pdf, /^A PDF goes to a file\. Add --out FILE\.\n$/);
  });
});

describe('tutela verify', () => {
  it('prints each check with its result, and exits 0 where all hold', async () => {
    const [words, json] = await Promise.all([here.tutela('verify'), here.tutela('verify', '--json')]);
    expect(words).toMatchObject({ status: 0, stderr: '' });
    expect(words.stdout).toMatch(/All \d+ checks hold\.\n$/);
    const results = JSON.parse(json.stdout) as Array<{ check: string; rows: unknown[] }>;
    expect(results.length).toBeGreaterThanOrEqual(15);
    expect(results.flatMap((result) => result.rows)).toEqual([]);
    expect(words.stdout.match(/^holds /gm)).toHaveLength(results.length);
  });

  it('exits 1 and names the check where a balance was changed behind its back', async () => {
    const change = (by: string) =>
      here.asSuperuser(`update subaccount set posted = posted ${by} where id = (select min(id) from subaccount)`);
    await change('+ 1');
    try {
      const ran = await here.tutela('verify');
      expectSentence(
        ran,
        /^2 of \d+ checks found something\. The books are not to be relied on until it is explained\.\n$/,
      );
      expect(ran.stdout).toMatch(/^FAILS {2}Each sub-account's balance is the sum of its cash postings/m);
    } finally {
      await change('- 1');
    }
    expect((await here.tutela('verify')).status).toBe(0);
  });
});
