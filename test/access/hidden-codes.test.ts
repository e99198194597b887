import { performance } from 'node:perf_hooks';
import { seedCast } from 'db/seed/seed-cast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { getBeneficiary } from '~/domain/beneficiaries/get-beneficiary.server';
import { getDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { guardLoader, type Tx } from '~/http/guard.server';
import type { LoadContext } from '~/http/load-context';
import { createLog } from '~/http/log';
import { cloneDatabase, openSession, type TestDatabase } from '../support/database';
import { mannWhitney, median } from '../support/rank-test';

let db: TestDatabase;
const tokens = new Map<string, string>();
beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  for (const who of ['alvarez', 'dizon']) {
    const [row] = await db.asOperator<{ id: string }>('select id from person where email = $1', [
      `${who}@cast.example`,
    ]);
    tokens.set(who, await openSession(db, Number(row?.id)));
  }
});
afterAll(() => db.drop());

const params = z.object({ code: z.string() });

/** A page that looks a code up and shows nothing of it, behind the guard as every page is. */
const pageOf = (read: (q: Tx, code: string) => Promise<unknown>) =>
  guardLoader({ permission: 'account.keep', params }, async ({ tx, params: { code } }) => {
    await tx((q) => read(q, code));
    return null;
  });

async function ask(page: ReturnType<typeof pageOf>, who: string, code: string) {
  const context = {
    requestId: 'r',
    pool: db.pool,
    address: '192.0.2.7',
    publicOrigin: 'http://localhost:3000',
    clock: () => new Date(),
    log: createLog({ write: () => {} }),
  } as unknown as LoadContext;
  const request = new Request('http://localhost:3000/somewhere', { headers: { Cookie: `sid=${tokens.get(who)}` } });
  const began = performance.now();
  const thrown = await page({ request, params: { code }, context } as unknown as Parameters<typeof page>[0]).catch(
    (error: unknown) => error,
  );
  const { data, init } = thrown as { data?: unknown; init?: ResponseInit };
  return { ms: performance.now() - began, answer: JSON.stringify([data, init?.status]) };
}

describe('a hidden code, beside one that does not exist,', () => {
  /**
   * Two-sided Mann-Whitney U; told apart is what three rounds of three tell apart at p < 0.01, since the machine runs other
   * things too. Each answer comes on a step of 50 ms: that is what is held to, whatever the machine does.
   */
  it.each([
    ['a trust', 'alvarez', pageOf(getTrust), 'T-0044', 'T-9944', 1_000],
    ['a child', 'dizon', pageOf(getBeneficiary), 'MAKOPA-38', 'MOLAVE-99', 100],
    ['a request', 'alvarez', pageOf(getDisbursement), 'D-2027-0004', 'D-2027-9904', 100],
  ] as const)(
    'of %s, is not told by answer or time',
    async (what, who, page, hidden, none, each) => {
      const rounds: { p: number; apart: number }[] = [];
      while (rounds.length < 3 && (rounds.at(-1)?.p ?? 0) < 0.01) {
        const found = { hidden: [] as number[], none: [] as number[] };
        const lane = async () => {
          for (let n = 0; n < each / 10; n += 1) {
            for (const kind of n % 2 ? (['hidden', 'none'] as const) : (['none', 'hidden'] as const)) {
              const { ms, answer } = await ask(page, who, kind === 'hidden' ? hidden : none);
              expect(answer).toBe('[{"message":"There is no such page, or it is not yours to see."},404]');
              expect(ms).toBeGreaterThanOrEqual(50);
              found[kind].push(ms);
            }
          }
        };
        await Promise.all(Array.from({ length: 10 }, lane));
        expect([found.hidden.length, found.none.length]).toEqual([each, each]);
        rounds.push({ p: mannWhitney(found.hidden, found.none), apart: median(found.hidden) - median(found.none) });
      }
      console.info(`${what}, ${2 * each} lookups, hidden and none: ${JSON.stringify(rounds)}`);
      expect(rounds.some((round) => round.p >= 0.01)).toBe(true);
    },
    90_000,
  );
});

describe('the test of time', () => {
  it('would notice a difference of two milliseconds', () => {
    const noise = (n: number) => 15 + ((n * 7919) % 97) / 40;
    const some = Array.from({ length: 116 }, (_, n) => noise(n));
    const others = Array.from({ length: 116 }, (_, n) => noise(n + 50));
    const later = others.map((time) => time + 2);
    expect(mannWhitney(some, others)).toBeGreaterThan(0.01);
    expect(mannWhitney(some, later)).toBeLessThan(0.01);
  });
});
