import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectSentence, type Installation, openInstallation } from './run-command';

// Each command is a process that starts from nothing, and two cores may be shared.
vi.setConfig({ testTimeout: 120_000 });

let here: Installation;
beforeAll(async () => {
  here = await openInstallation();
  await here.tutela('seed');
});
afterAll(() => here.close());

const T_0042 = ['--trust', 'T-0042', '--on', '2027-01-05', '--party', 'Broker'];
const holding = (verb: string, ...args: string[]) => here.tutela('holding', verb, ...args);
const NOTE = ['--holding', 'TNOTE-2029-02-28'];
const sides = (entry: string | undefined) =>
  here.asSuperuser<{ side: string }>(
    `select a.code || ' ' || p.amount::numeric(20, 2) as side from posting p join account a on a.id = p.account_id
      where p.entry_id = ${Number(entry)} order by p.line`,
  );
const entryOf = (stdout: string) => /^The \w+ is entry (\d+) of T-0042\.\n$/.exec(stdout)?.[1];

it('half the note is sold: the ledger works out the gain, and the same voucher again is the same entry', async () => {
  const args = [...T_0042, ...NOTE, '--units', '5000', '--proceeds', '4990.20', '--reference', 'V-9101'];
  const sold = await holding('sell', ...args);
  expect(sold).toMatchObject({ status: 0, stderr: '' });
  expect((await sides(entryOf(sold.stdout))).map((row) => row.side)).toEqual([
    'asset:cash 4990.20',
    'asset:TNOTE-2029-02-28 -4962.50',
    'gain:TNOTE-2029-02-28 -27.70',
  ]);
  expect((await holding('sell', ...args)).stdout).toBe(sold.stdout);
  const [event] = await here.asSuperuser("select record_ref, facts from audit_event where action = 'holding.recorded'");
  expect(event).toEqual({ record_ref: 'T-0042', facts: { what: 'sale', entry: entryOf(sold.stdout) } });
});

it('a bill is bought and redeemed, pesos are bought and spent', async () => {
  const bill = [...T_0042, '--holding', 'TBILL-2027-07-01'];
  await holding('buy', ...bill, '--units', '1000', '--cost', '980.00', '--reference', 'V-9102');
  const redeemed = await holding(
    'mature',
    ...bill,
    '--units',
    '1000',
    '--proceeds',
    '1000.00',
    '--reference',
    'V-9103',
  );
  expect((await sides(entryOf(redeemed.stdout))).at(-1)).toEqual({ side: 'receipt:maturity_excess -20.00' });
  const pesos = [...T_0042, '--holding', 'PHP'];
  await holding('buy', ...pesos, '--foreign-cash', '--units', '28900', '--cost', '500.00', '--reference', 'V-9104');
  const spent = await holding('spend', ...pesos, '--units', '5780', '--category', 'EDU', '--reference', 'V-9105');
  expect((await sides(entryOf(spent.stdout))).at(-1)).toEqual({ side: 'distribution:EDU 100.00' });
});

it('what cannot be is said in a sentence, and nothing is posted', async () => {
  const entries = () => here.asSuperuser('select count(*)::int as entries from journal_entry');
  const before = await entries();
  const sell = (...args: string[]) => holding('sell', ...args, '--proceeds', '1.00', '--reference', 'V-9199');
  const [tooMany, noTrust, noDay, noFigure, several, sameVoucher] = await Promise.all([
    sell(...T_0042, ...NOTE, '--units', '20001'),
    sell(...T_0042, '--trust', 'T-9999', ...NOTE, '--units', '1'),
    sell(...T_0042, '--on', '2027-02-30', ...NOTE, '--units', '1'),
    sell(...T_0042, ...NOTE, '--units', '-1'),
    sell(...T_0042, '--trust', 'T-0044', ...NOTE, '--units', '1'),
    holding('sell', ...T_0042, ...NOTE, '--units', '1', '--proceeds', '1.00', '--reference', 'V-9101'),
  ]);
  expectSentence(tooMany, /^20001 units of TNOTE-2029-02-28 are asked for; the trust holds 5000 on 2027-01-05\.\n$/);
  expectSentence(noTrust, /^There is no trust T-9999\.\n$/);
  expectSentence(noDay, /^--on: "2027-02-30" is not a date\./);
  expectSentence(noFigure, /^--units: -1 is not above zero\.\n$/);
  expectSentence(several, /^T-0044 has several beneficiaries: say whose by --beneficiary CODE\.\n$/);
  expectSentence(sameVoucher, /V-9101 posted something else already\./);
  expect(await entries()).toEqual(before);
});
