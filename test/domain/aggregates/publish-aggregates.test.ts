import { sqlState } from 'db/client';
import type { PublishedCell } from 'db/schema/aggregates';
import { sql } from 'drizzle-orm';
import { type CastWorld, castWorld } from 'test/domain/receipts/cast-world';
import { actAs, operatorToken } from 'test/support/database';
import { plantChildServed } from 'test/support/plant-served';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishDue } from '~/cli/keep-books';
import { exportAggregates } from '~/domain/aggregates/export-aggregates.server';
import { findAggregates, getAggregates } from '~/domain/aggregates/find-aggregates.server';
import { findDueQuarters, publishAggregates } from '~/domain/aggregates/publish-aggregates.server';
import { tableAsCsv } from '~/domain/aggregates/table-as-csv';
import { createLog } from '~/http/log';

const QUARTER = '2026-04-01';
/** Children by service and by their day of majority: nine of each age for counselling, three of the young ones at school. */
const PLANTED = [
  ['MH-IND', '2035-01-01', 9],
  ['MH-IND', '2030-01-01', 9],
  ['EDU', '2035-01-01', 3],
  ['EDU', '2030-01-01', 8],
  ['LEGAL', '2026-02-01', 6],
] as const;

let world: CastWorld;
let operator: string;
const asOperator = <T>(work: Parameters<typeof actAs<T>>[2]) => actAs(world.db, operator, work);
let drawn = 0;

async function serve(service: string, majorityOn: string, times = 1, after = '2026-05-01'): Promise<void> {
  drawn += 1;
  await plantChildServed(world.db, operator, { code: `PLANTED-${drawn}`, service, majorityOn, times, after });
}

beforeAll(async () => {
  world = await castWorld();
  operator = await operatorToken(world.db);
  for (const [service, majorityOn, many] of PLANTED)
    for (let child = 0; child < many; child += 1) await serve(service, majorityOn, 2);
}, 120_000);
afterAll(() => world.db.drop());

const publish = (quarter: string) => asOperator((tx) => publishAggregates(tx, quarter));
const said = (cells: readonly unknown[]) =>
  asOperator((tx) =>
    tx.execute(sql`select publish_aggregates(${QUARTER}::date, ${JSON.stringify(cells)}::jsonb)`),
  ).then(() => 'published', sqlState);

describe('figures of a quarter', () => {
  it('are due when it is over and takes no more entries', async () => {
    const due = await asOperator(findDueQuarters);
    expect(due).toContain(QUARTER);
    expect(due).toContain('2026-07-01');
    expect(due).not.toContain('2026-10-01');
    expect(await publish('2026-10-01').then(() => 'published', sqlState)).toBe('AG001');
    expect(await publish('2026-04-02').then(() => 'published', sqlState)).toBe('23514');
  });

  it('are refused where a count is false, too small to show, hidden for nothing, or hidden alone', async () => {
    const { rows } = await asOperator((tx) =>
      tx.execute<{ service: string; band: string; children: number; given: number }>(
        sql`select * from count_services_given(${QUARTER}::date) order by 1, 2`,
      ),
    );
    const cells = withTotals(rows);
    const change = (service: string, band: string, to: Partial<PublishedCell>) =>
      cells.map((cell) => (cell.service === service && cell.band === band ? { ...cell, ...to } : cell));
    const hidden = { children: null, given: null };
    expect(await said(cells)).toBe('AG002');
    expect(await said(change('EDU', '0-12', hidden))).toBe('AG002');
    expect(await said(change('EDU', '0-12', { children: 5 }))).toBe('AG002');
    expect(await said([...cells, cells[0]])).toBe('AG002');
    expect(await said(cells.slice(1))).toBe('AG002');
    expect(await said([])).toBe('AG002');
    expect(await said([...cells, { service: 'DEVICE', band: '18+', ...hidden }])).toBe('AG002');
  });

  it('are published by nobody but the operator’s commands, and counted for nobody else', async () => {
    for (const who of ['alvarez', 'reyes', 'dizon', 'lim', 'chambersZ'] as const) {
      expect(await world.as(who, (tx) => publishAggregates(tx, QUARTER)).then(() => 'published', sqlState)).toBe(
        '42501',
      );
      const { rows } = await world.as(who, (tx) =>
        tx.execute(sql`select * from count_services_given(${QUARTER}::date)`),
      );
      expect([who, rows]).toEqual([who, []]);
    }
  });

  it('hide a small count and what would give it away, and show the rest', async () => {
    await publish(QUARTER);
    const { cells } = await world.as('chambersY', (tx) => getAggregates(tx, '2026-q2'));
    const cell = (service: string, band: string) => {
      const found = cells.find((one) => one.service === service && one.band === band);
      return [found?.children, found?.given];
    };
    expect(cell('EDU', '0-12')).toEqual([null, null]);
    expect(cell('LEGAL', '18+')).toEqual([6, 12]);
    expect(cell('LEGAL', '0-12')).toEqual([0, 0]);
    for (const line of [cells.filter(({ service }) => service === 'EDU'), cells.filter(({ band }) => band === '0-12')])
      expect(line.filter(({ children }) => children === null).length).toBeGreaterThanOrEqual(2);
    expect(cells.filter(({ children }) => children !== null && children > 0 && children < 5)).toEqual([]);
    const [event] = await world.db.asOperator(
      "select record_ref from audit_event where action = 'aggregates.published'",
    );
    expect(event).toEqual({ record_ref: '2026-q2' });
  });

  it('stay as they are when another child is entered: whoever asks again has nothing to subtract', async () => {
    const before = await world.as('reyes', (tx) => getAggregates(tx, '2026-q2'));
    await serve('EDU', '2035-01-01');
    await expect(publish(QUARTER)).rejects.toMatchObject({ cause: { constraint: 'aggregate_published_once' } });
    expect(await asOperator(findDueQuarters)).not.toContain(QUARTER);
    expect(await world.as('reyes', (tx) => getAggregates(tx, '2026-q2'))).toEqual(before);
    const change = (text: string) => world.db.asOperator(text).then(() => 'done', sqlState);
    expect(await change("update aggregate_publication set cells = '[]'")).toBe('LE010');
    expect(await change('delete from aggregate_publication')).toBe('LE010');
    expect(await change('truncate aggregate_publication')).toBe('LE010');
  });

  it('of two at the same moment are published once', async () => {
    const both = await Promise.all(
      [1, 2].map(() =>
        publish('2026-07-01').then(
          () => 'published',
          (error) => sqlState(error),
        ),
      ),
    );
    expect(both.sort()).toEqual(['23505', 'published']);
  });

  it('are seen by finance and courts, and by nobody who sees children', async () => {
    const seen = async (who: Parameters<CastWorld['as']>[0]) => (await world.as(who, findAggregates)).length;
    for (const who of ['reyes', 'chambersZ', 'chambersY'] as const) expect([who, await seen(who)]).toEqual([who, 2]);
    for (const who of ['alvarez', 'dizon', 'lim', 'ocampo'] as const) expect([who, await seen(who)]).toEqual([who, 0]);
  });

  it('are published by the running server itself, every quarter that is due, and nothing a second time', async () => {
    const reach = { ownerUrl: world.db.operatorUrl, webUrl: world.db.webUrl };
    const said: string[] = [];
    const log = createLog({ write: (line) => void said.push(line) });
    await serve('EDU', '2035-01-01', 1, '2026-01-15');
    const due = await asOperator(findDueQuarters);
    expect(due).toEqual(['2026-01-01']);
    await publishDue(reach, log);
    expect(said).toHaveLength(due.length);
    expect(await asOperator(findDueQuarters)).toEqual([]);
    await publishDue(reach, log);
    expect(said).toHaveLength(due.length);
  });

  it('leave as a numbered file for who has just shown that it is them', async () => {
    const { published, number } = await world.as('reyes', (tx, actor) => exportAggregates(tx, actor, '2026-q2'));
    expect(number).toMatch(/^X-2027-\d{4}$/);
    const csv = tableAsCsv('2026-q2', published.cells, 'X-2027-0009');
    expect(csv).toContain('2026-q2,EDU,0-12,,,no,X-2027-0009\n');
    expect(csv).toContain('2026-q2,LEGAL,18+,6,12,yes,X-2027-0009\n');
    expect(csv.split('\n')[0]).toBe('quarter,service,age_band,children,times_given,shown,copy');
    for (const row of csv.trim().split('\n').slice(1)) expect(row).toMatch(/,X-2027-0009$/);
    await expect(world.as('reyes', (tx, actor) => exportAggregates(tx, actor, '2020-q1'))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(world.as('lim', (tx, actor) => exportAggregates(tx, actor, '2026-q2'))).rejects.toMatchObject({
      code: 'permission',
    });
    await world.db.asOperator("update sec.session set factor_at = clock_timestamp() - interval '6 minutes'");
    expect(
      await world.as('reyes', (tx, actor) => exportAggregates(tx, actor, '2026-q2')).then(() => 'taken', sqlState),
    ).toBe('SI002');
  });
});

/** Every cell and total as it was counted. */
function withTotals(
  rows: readonly { service: string; band: string; children: number; given: number }[],
): PublishedCell[] {
  const cells = new Map<string, PublishedCell>();
  for (const row of rows)
    for (const [service, band] of [
      [row.service, row.band],
      [row.service, ''],
      ['', row.band],
      ['', ''],
    ] as const) {
      const cell = cells.get(`${service} ${band}`) ?? { service, band, children: 0, given: 0 };
      cells.set(`${service} ${band}`, {
        ...cell,
        children: (cell.children ?? 0) + row.children,
        given: (cell.given ?? 0) + row.given,
      });
    }
  return [...cells.values()];
}
