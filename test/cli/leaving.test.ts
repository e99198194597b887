import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { IDENTITIES } from 'db/seed/identities';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectSentence, type Installation, openInstallation } from './run-command';

// Each command is a process that starts from nothing, with a vault of its own, and two cores may be shared.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let here: Installation;
const NAME = IDENTITIES[0]?.values.name as string;
const WORDS = NAME.match(/\p{Lu}[\p{L}\p{M}]{3,}/gu) ?? [];

beforeAll(async () => {
  here = await openInstallation();
  await here.tutela('seed');
});
afterAll(() => here.close());

interface Event {
  action: string;
  record_ref: string;
  facts: Record<string, string>;
  device: string;
}
const eventsOf = (...actions: string[]) =>
  here.asSuperuser<Event>(
    `select action, record_ref, facts, device from audit_event where action in (${actions.map((action) => `'${action}'`).join(', ')}) order by id`,
  );
const HEADER = 'occurred_on,kind,amount,currency,units,holding,principal,income,party,category,reference,description';
const rowOf = (description: string, reference: string) =>
  `${HEADER}\n2027-01-04,fee,1.00,USD,,,1.00,0.00,Bank,fee,${reference},${description}\n`;

describe('what leaves by a command', () => {
  it('says whose copy it is, and the trail says by which account, how many lines, and their digest', async () => {
    const out = here.file('t-0042.journal');
    const ran = await here.tutela('export', '--trust', 'T-0042', '--format', 'hledger', '--out', out);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const [, number = ''] = /as copy (X-2027-\d{4})\.$/m.exec(ran.stdout) ?? [];
    const text = here.read('t-0042.journal').toString();
    expect(text.split('\n')[0]).toMatch(
      new RegExp(`^; Copy ${number}, taken by ${userInfo().username}, at the command line`),
    );
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const [exported, written] = await eventsOf('books.exported', 'copy.written');
    const device = `command line, ${userInfo().username}`;
    expect(exported).toEqual({
      action: 'books.exported',
      record_ref: 'T-0042',
      facts: { format: 'hledger', copy: number },
      device,
    });
    expect(written).toEqual({
      action: 'copy.written',
      record_ref: number,
      facts: { rows: String(text.split('\n').length - 1), sha256: createHash('sha256').update(text).digest('hex') },
      device,
    });
  });

  it('bears one number for all trusts, and says it beside a table that cannot', async () => {
    const ran = await here.tutela('export', '--all', '--format', 'csv');
    const [, number] = /^Copy (X-2027-\d{4})\.\n$/.exec(ran.stderr) ?? [];
    expect(ran.stdout.split('\n')[0]).toMatch(/^entry,occurred_on,/);
    const events = (await eventsOf('books.exported')).filter(({ facts }) => facts.copy === number);
    expect(events.map(({ record_ref }) => record_ref).sort()).toEqual(['T-0042', 'T-0043', 'T-0044']);
  });
});

describe('a name in the books', () => {
  it('is warned of as a file is brought in, by its row and never by its word', async () => {
    const file = here.write('named.csv', rowOf(`Taxi for ${NAME}`, 'N-1'));
    const refused = await here.tutela('import', 'events', file, '--trust', 'T-0043');
    expectSentence(refused, /^Nothing was imported\.\nRow 2, description: This may hold the name of somebody/);
    for (const word of WORDS) expect(refused.stdout + refused.stderr).not.toContain(word);

    const taken = await here.tutela('import', 'events', file, '--trust', 'T-0043', '--texts-are', 'word');
    expect(taken).toMatchObject({ status: 0, stderr: '' });
    const [explained] = await eventsOf('text.explained');
    expect(explained).toMatchObject({ record_ref: 'row 2, description', facts: { kind: 'name', reason: 'word' } });
  });

  it('is warned of in market values too, and nothing of the file is brought in', async () => {
    const head = 'as_of,holding,units,market_value_usd,source';
    const file = here.write('values.csv', `${head}\n2027-01-05,PHP,1,1.00,Told by ${NAME}\n`);
    const refused = await here.tutela('import', 'valuations', file, '--trust', 'T-0044');
    expectSentence(refused, /^Nothing was imported\.\nRow 2, source: This may hold the name of somebody/);
    for (const word of WORDS) expect(refused.stdout + refused.stderr).not.toContain(word);
    expect(await here.asSuperuser("select from valuation where as_of = '2027-01-05'")).toEqual([]);
    expect(await here.tutela('import', 'valuations', file, '--trust', 'T-0044', '--texts-are', 'staff')).toMatchObject({
      ...{ status: 0, stderr: '', stdout: '1 market values are in the books of T-0044.\n' },
    });
  });

  it('keeps the accounting and the export of that trust back, and of no other', async () => {
    const period = ['--from', '2027-01-01', '--to', '2027-01-08', '--out', here.file('kept-back')];
    const before = (await eventsOf('copy.written')).length;
    for (const args of [
      ['accounting', '--trust', 'T-0043', ...period, '--format', 'text'],
      ['accounting', '--trust', 'T-0043', ...period, '--format', 'pdf'],
      ['export', '--trust', 'T-0043', '--out', here.file('kept-back')],
    ]) {
      const ran = await here.tutela(...args);
      expectSentence(ran, /^Nothing was filed or written: it may name a child or tell where one is, in (line|entry) /);
      for (const word of WORDS) expect(ran.stdout + ran.stderr).not.toContain(word);
    }
    expect(existsSync(here.file('kept-back'))).toBe(false);
    expect((await eventsOf('copy.written')).length).toBe(before);
    expect(await here.tutela('export', '--trust', 'T-0044', '--out', here.file('other'))).toMatchObject({ status: 0 });
  });

  it('keeps everything back where the vault is sealed, since nobody can say', async () => {
    expect((await here.tutela('vault', 'seal')).status).toBe(0);
    const ran = await here.tutela('export', '--trust', 'T-0044', '--out', here.file('unchecked'));
    expectSentence(ran, 'The vault does not answer, so nobody can say whether this names a child.');
    expect(existsSync(here.file('unchecked'))).toBe(false);
    const watched = await here.tutela('vault', 'watch', here.write('any.log', 'a line\n'));
    expectSentence(watched, 'The vault does not answer, so nobody can say whether this log names a child.');
  });
});
