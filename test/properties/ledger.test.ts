import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPool, type Pool } from 'db/client';
import { operatorReads } from 'db/operator';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import { addDays } from '~/domain/trusts/legal-day';
import { outlineBooks } from '~/reports/journals/book-text.server';
import type { Outline } from '~/reports/journals/journal';
import { exportForPrograms, findPrograms, recompute } from '~/reports/recomputation/recompute-books.server';
import { type CareWorld, newChild, openCareWorld } from '../domain/disbursements/care-world';
import { lacks } from '../support/programs';
import { seatTrustee } from '../support/seat-trustee';
import { Dice } from './dice';
import { fund, post, postLate, postMany, repeat, repeatMany, reverse, reverseByHand } from './entry-steps';
import {
  agreeToReopen,
  askToReopen,
  closePeriod,
  endHold,
  expireHolds,
  placeHold,
  withdrawReopening,
} from './hold-and-period-steps';
import { figure, LedgerDoor } from './ledger-door';
import { LedgerModel } from './ledger-model';
import { buy, moveByHand, takeOut } from './lot-steps';
import { dayAway, type Scene, type Step } from './steps';

const HISTORIES = 90;
const LONGEST = 300;
const LEAST_STEPS = 10_000;
const SECONDS = 600;
vi.setConfig({ testTimeout: (SECONDS + 60) * 1000 });

/** What is tried, and how often. */
const STEPS = {
  ...{ post: [post, 30], postLate: [postLate, 6], postMany: [postMany, 12] },
  ...{ repeat: [repeat, 6], repeatMany: [repeatMany, 4] },
  ...{ reverse: [reverse, 8], reverseByHand: [reverseByHand, 4], placeHold: [placeHold, 10], endHold: [endHold, 8] },
  ...{ expireHolds: [expireHolds, 2], closePeriod: [closePeriod, 3], askToReopen: [askToReopen, 2] },
  ...{ withdrawReopening: [withdrawReopening, 1], agreeToReopen: [agreeToReopen, 2] },
  ...{ buy: [buy, 7], takeOut: [takeOut, 9], moveByHand: [moveByHand, 6] },
} satisfies Record<string, [step: (scene: Scene) => Step, weight: number]>;
type StepName = keyof typeof STEPS;

const history = fc.noBias(
  fc.array(
    fc.record({
      step: fc.oneof(
        ...Object.entries(STEPS).map(([name, [, weight]]) => ({ weight, arbitrary: fc.constant(name as StepName) })),
      ),
      drawn: fc.array(fc.nat(999_999), { minLength: 24, maxLength: 24 }),
    }),
    { minLength: 1, maxLength: LONGEST, size: 'max' },
  ),
);

let world: CareWorld;
let pool: Pool;
let stranger: Scene['stranger'];
let made = 0;
const taken = new Map<string, number>();
const refused = new Map<string, number>();

beforeAll(async () => {
  world = await openCareWorld();
  pool = openPool(world.db.webUrl, { applicationName: 'model', max: 2, patient: true });
  const child = await newChild(world, { trust: 'T-1003' });
  const [entry] = await world.rows('select max(id)::int as id from journal_entry');
  stranger = { sub: child.subaccountId, entry: entry?.id };
});
afterAll(async () => {
  await pool.end();
  await world.close();
});

/** A trust of its own for a history, with two children, and ana its trustee. */
async function openTrust(): Promise<LedgerModel> {
  made += 1;
  const policy = made % 2 ? 'average' : 'fifo';
  const [trust] = await world.rows(
    `insert into trust (code, court_name, docket, opened_on, instrument_section, lot_policy)
     values ($1, 'Court', $1, $2::date - 400, '4.2', $3) returning id::int, opened_on::text as opened, ($2::date + 62)::text as latest`,
    [`T-${5000 + made}`, world.today, policy],
  );
  await seatTrustee(world.rows, {
    trust: trust?.id as number,
    person: world.people.ana.personId,
    from: addDays(world.today, -300),
  });
  const subs = await world.rows(
    `with child as (insert into beneficiary (code) values ($2), ($3) returning id)
     insert into subaccount (trust_id, beneficiary_id) select $1, id from child returning id::int`,
    [trust?.id, `MODEL-${2 * made}`, `MODEL-${2 * made + 1}`],
  );
  const { opened: openedOn, latest: latestOn } = trust as Record<'opened' | 'latest', string>;
  return new LedgerModel({
    today: world.today,
    openedOn,
    latestOn,
    trust: trust?.id,
    policy,
    subs: subs.map(({ id }) => id),
  });
}

const count = (of: Map<string, number>, key: string) => of.set(key, (of.get(key) ?? 0) + 1);

async function take(step: Step, name: StepName, door: LedgerDoor): Promise<void> {
  const answer = await step.run(door);
  if (typeof answer !== 'string') {
    if (step.refusals.size > 0) throw new Error(`taken, not refused with ${[...step.refusals]}: ${step.says}`);
    await step.done(answer, door);
    count(taken, name);
  } else {
    if (!step.refusals.has(answer))
      throw new Error(`refused with ${answer}, not ${[...step.refusals].join() || 'taken'}: ${step.says}`);
    count(refused, answer);
  }
}

interface Moment {
  at: string;
  entries: number;
}

it(`${HISTORIES} histories of up to ${LONGEST} steps end as the model says`, async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  console.log(`ledger histories: SEED=${seed}`);
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const model = await openTrust();
      // All histories together take longer than a shown factor counts for.
      await world.rows('update sec.session set factor_at = clock_timestamp()');
      const tokens = Object.fromEntries(Object.entries(world.people).map(([name, { token }]) => [name, token]));
      const door = new LedgerDoor(pool, tokens as never, model.at.trust, world.rows as never);
      const moments: Moment[] = [];
      for (const sub of model.at.subs) await take(fund(model, sub), 'post', door);
      let names = 0;
      for (const [index, { step, drawn }] of steps.entries()) {
        const name = () => `m${model.at.trust}-${++names}`;
        await take(STEPS[step][0]({ model, dice: new Dice(drawn), name, stranger }), step, door);
        if (index % 60 === 30) moments.push(await moment(model));
      }
      await compare(model, moments);
    }),
    { seed, numRuns: HISTORIES, interruptAfterTimeLimit: SECONDS * 1000, markInterruptAsFailure: true },
  );
  const steps = [...taken.values(), ...refused.values()].reduce((total, n) => total + n, 0);
  console.log(`${steps} steps; taken ${said(taken)}; refused ${said(refused)}`);
  expect(steps).toBeGreaterThanOrEqual(LEAST_STEPS);
  // Each way in was taken, and each refusal that the model knows was met.
  expect([...taken.keys()].sort()).toEqual(Object.keys(STEPS).sort());
  expect([...refused.keys()].sort()).toEqual(REFUSALS);
});

const REFUSALS = [
  ...['23505', '42501', 'LE001', 'LE002', 'LE003', 'LE004', 'LE005', 'LE006', 'LE007', 'LE008', 'LE009', 'LE011'],
  ...['LE012', 'LE013', 'LE014', 'LE015', 'LE016', 'lot.carrying', 'lot.units'],
];
const said = (counts: Map<string, number>) =>
  [...counts]
    .sort()
    .map(([key, n]) => `${key} ${n}`)
    .join(', ');

async function moment(model: LedgerModel): Promise<Moment> {
  const [clock] = await world.rows('select clock_timestamp()::text as at');
  return { at: clock?.at, entries: model.entries.length };
}

/** The books against the model: what is stored, what the postings come to, and every day on both axes. */
async function compare(model: LedgerModel, moments: Moment[]): Promise<void> {
  const { trust, subs } = model.at;
  await compareBalances(model, moments.slice(-1));
  await world.rows('select link_entries($1, true)', [trust]);
  await compareBalances(model, moments);
  expect(await world.rows('select * from consistency.failing($1)', [trust])).toEqual([]);
  expect(
    await world.rows('select id::int, posted::text, held::text from subaccount where trust_id = $1 order by id', [
      trust,
    ]),
  ).toEqual(subs.map((id) => ({ id, posted: figure(model.cash(id)), held: figure(model.held(id)) })));
  expect(
    await world.rows('select id::int, units::text, carrying::text from lot where trust_id = $1 order by id', [trust]),
  ).toEqual(
    [...model.lots.values()].map(({ id, units, carrying }) => ({
      id,
      units: figure(units),
      carrying: figure(carrying),
    })),
  );
  const posted = await world.rows<{ side: string }>(
    `select concat_ws(' ', p.entry_id, p.line, e.occurred_on, a.code, p.subaccount_id, p.part, p.amount, p.lot_id, p.units) as side
       from posting p join account a on a.id = p.account_id join journal_entry e on e.id = p.entry_id
      where p.trust_id = $1 order by p.entry_id, p.line`,
    [trust],
  );
  expect(posted.map(({ side }) => side)).toEqual(
    [...model.entries]
      .sort((one, other) => one.id - other.id)
      .flatMap(({ id, on, sides }) =>
        sides.map((side, index) =>
          [
            id,
            index + 1,
            on,
            side.account,
            side.sub,
            side.part,
            figure(side.amount),
            side.lot,
            side.units === null ? null : figure(side.units),
          ]
            .filter((word) => word !== null)
            .join(' '),
        ),
      ),
  );
}

async function compareBalances(model: LedgerModel, moments: Moment[]): Promise<void> {
  const { trust, subs } = model.at;
  for (const away of [-400, -33, -7, 0, 62]) {
    const day = dayAway(model, away);
    for (const known of [null, ...moments]) {
      const rows = await world.rows<{ account: string; part: string; balance: string }>(
        'select account, part, balance::numeric(20, 4)::text from trial_balance($1, $2::date, $3::timestamptz)',
        [trust, day, known?.at ?? null],
      );
      const books = new Map(rows.map((row) => [`${row.account} ${row.part}`, row.balance]));
      const ours = model.trialBalance(day, known?.entries);
      expect(books).toEqual(new Map([...ours].map(([account, balance]) => [account, figure(balance)])));
      for (const part of ['principal', 'income'])
        expect([...ours].filter(([key]) => key.endsWith(part)).reduce((total, [, balance]) => total + balance, 0)).toBe(
          0,
        );
    }
    for (const sub of subs) {
      const [cash] = await world.rows('select cash_as_of($1, $2::date)::numeric(20, 4)::text as cash', [sub, day]);
      expect(cash).toEqual({ cash: figure(model.cash(sub, day)) });
    }
  }
}

it('other programs add up all of these books, and every account agrees', async () => {
  const missing = { hledger: lacks('hledger'), ledger: lacks('ledger'), beancount: lacks('bean-query') };
  const folder = mkdtempSync(path.join(tmpdir(), 'tutela-model-'));
  try {
    const programs = await findPrograms(folder);
    expect(programs.map(({ program }) => program.name)).toEqual(
      Object.entries(missing).flatMap(([name, isMissing]) => (isMissing ? [] : [name])),
    );
    const outline: Outline = await operatorReads(
      { ownerUrl: world.db.operatorUrl, webUrl: world.db.webUrl },
      async (tx) => {
        const found = await outlineBooks(tx, { trusts: await findTrusts(tx), several: true });
        await exportForPrograms(tx, found, programs, folder);
        return found;
      },
    );
    for (const program of programs) {
      const result = await recompute(program, outline, folder);
      expect(result).toMatchObject({ differences: [], rejected: [] });
      expect(result.accounts).toBeGreaterThan(HISTORIES);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
