import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { Connections } from 'db/connections';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepBooks, verifyTonight } from '~/cli/keep-books';
import { progressBar } from '~/cli/progress-bar';
import { verifyBooks } from '~/cli/verify-books';
import { createLog, type LogFields } from '~/http/log';
import { expireHolds } from '~/ledger/expire-holds.server';
import { type CareWorld, newChild, openCareWorld } from '../domain/disbursements/care-world';
import { cloneDatabase } from '../support/database';

/** The standing checks, and the signatures of approvals. */
const CHECKS = readdirSync('db/consistency').length + 1;

let world: CareWorld;
let connections: Pick<Connections, 'ownerUrl' | 'webUrl'>;
beforeAll(async () => {
  world = await openCareWorld();
  const { operatorUrl: ownerUrl, webUrl } = world.db;
  connections = { ownerUrl, webUrl };
  await newChild(world);
});
afterAll(() => world.close());

/** A log that is kept, line by line. */
function keptLog() {
  const lines: (LogFields & { level: number; msg: string })[] = [];
  return { lines, log: createLog({ write: (line) => lines.push(JSON.parse(line)) }) };
}

describe('the running server', () => {
  it('verifies once a night, and keeps and logs what was found: names and counts, nothing of a row', async () => {
    const { lines, log } = keptLog();
    const night = (text: string) => verifyTonight(connections, log, new Date(text));
    const runs = () => world.rows('select checks, findings from verification_run order by id');
    await night('2200-01-08T07:05:00Z');
    expect(lines).toMatchObject([{ level: 30, msg: 'verification' }]);
    expect(await runs()).toEqual([{ checks: CHECKS, findings: {} }]);

    await world.rows('update subaccount set posted = posted + 1 where id = (select min(id) from subaccount)');
    await night('2200-01-08T07:05:00Z');
    const found = lines.slice(1).filter((line) => line.level === 50);
    expect(found.map(({ msg, code }) => [msg, code])).toEqual([
      ['verification.found', '03-subaccounts-equal-postings'],
      ['verification.found', '04-control-equals-subaccounts'],
    ]);
    for (const line of found) expect(Object.keys(line).sort()).toEqual(['code', 'level', 'ms', 'msg', 'time']);
    expect((await runs())[1]).toEqual({
      checks: CHECKS,
      findings: { '03-subaccounts-equal-postings': 1, '04-control-equals-subaccounts': 1 },
    });
    await world.rows('update subaccount set posted = posted - 1 where id = (select min(id) from subaccount)');

    await night(new Date().toISOString());
    expect(await runs()).toHaveLength(2);
  });

  it('links entries while nobody asks, and stops when it is told', async () => {
    const { lines, log } = keptLog();
    await newChild(world);
    const stop = keepBooks(world.db.pool, connections, log);
    const waiting = async () => (await world.rows('select unlinked_trusts()')).length;
    const deadline = Date.now() + 20_000;
    while ((await waiting()) > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
    await stop();
    expect(await waiting()).toBe(0);
    expect(lines).toEqual([]);
  });

  it('frees a hold whose day has passed', async () => {
    const child = await newChild(world);
    const place = (ref: string, expires: string) =>
      world.as('fe', (q) =>
        q.execute(sql`select place_hold(${child.subaccountId}, 10, 'below_threshold', ${ref}, ${expires}::date)`),
      );
    const [past, ahead] = [randomUUID(), randomUUID()];
    await place(past, '2020-01-01');
    await place(ahead, '2199-01-01');
    expect(await expireHolds(world.db.pool)).toBe(1);
    expect(
      await world.rows('select source_ref, ending from hold where subaccount_id = $1 order by id', [
        child.subaccountId,
      ]),
    ).toEqual([
      { source_ref: past, ending: 'expired' },
      { source_ref: ahead, ending: null },
    ]);
  });
});

it('an installation in which nothing has begun yet is verified too', async () => {
  const empty = await cloneDatabase({ mode: 'none' });
  try {
    const results = await verifyBooks({ ...connections, ownerUrl: empty.operatorUrl, webUrl: empty.webUrl });
    expect(results.flatMap(({ rows }) => rows)).toEqual([]);
    expect(await empty.asOperator('select checks from verification_run')).toEqual([{ checks: results.length }]);
  } finally {
    await empty.drop();
  }
});

describe('only the operator’s commands keep evidence', () => {
  it.each(['fe', 'ana', 'lim', 'wes'] as const)('%s is refused', async (who) => {
    const refused = { cause: { code: '42501' } };
    await expect(
      world.as(who, (q) => q.execute(sql`select record_verification(now(), 26, '{}')`)),
    ).rejects.toMatchObject(refused);
    await expect(
      world.as(who, (q) =>
        q.execute(sql`select record_anchors('{1}', '{1}', array[sha256('')], ${'0'.repeat(64)}, now())`),
      ),
    ).rejects.toMatchObject(refused);
  });

  it('and not of a link that is not there, nor anything but names and counts', async () => {
    const asOperator = (text: string) => world.asOperator((q) => q.execute(sql.raw(text)));
    await expect(
      asOperator(`select record_anchors('{1}', '{1}', array[sha256('')], '${'0'.repeat(64)}', now())`),
    ).rejects.toMatchObject({ cause: { code: 'LE004' } });
    for (const findings of ['[]', '{"16-chain-whole": "Ana"}', '{"Ana Cruz": 1}'])
      await expect(asOperator(`select record_verification(now(), 26, '${findings}')`)).rejects.toMatchObject({
        cause: { code: '23514', constraint: 'verification_run_counts' },
      });
  });
});

describe('the bar of a long run', () => {
  it('is drawn on a terminal on one line and wiped, and on anything else not at all', () => {
    const drawn: string[] = [];
    const terminal = { isTTY: true, columns: 40, write: (text: string) => drawn.push(text) };
    for (const stream of [terminal, { ...terminal, isTTY: false }]) {
      const watch = progressBar(stream);
      watch({ done: 1, of: 2, title: 'Entries balance in each part' });
      watch({ done: 2, of: 2, title: '' });
    }
    expect(drawn).toEqual(['\r\x1b[K[############............] 1 of 2  Entr', '\r\x1b[K']);
  });
});
