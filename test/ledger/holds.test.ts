import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CareWorld, type Child, newChild, openCareWorld } from '../domain/disbursements/care-world';

let world: CareWorld;
beforeAll(async () => {
  world = await openCareWorld();
});
afterAll(() => world.close());

const ask = (statement: ReturnType<typeof sql>) =>
  world.as('fe', (q) => q.execute(statement)).then(() => 'accepted', sqlState);
const place = (child: Child, figure: string, source: string, expires: string | null = null) =>
  ask(
    sql`select place_hold(${child.subaccountId}, ${figure}::numeric, 'below_threshold', ${source}, ${expires}::date)`,
  );
const settle = (source: string, figure: string | null) =>
  ask(sql`select settle_hold('below_threshold', ${source}, ${figure}::numeric)`);
const money = async (child: Child) =>
  (await world.rows('select posted::text, held::text from subaccount where id = $1', [child.subaccountId]))[0];

describe('a hold', () => {
  it('settles in part and frees the rest, once', async () => {
    const child = await newChild(world, { principal: '1000.00' });
    const source = randomUUID();
    expect(await place(child, '869.57', source)).toBe('accepted');
    expect(await settle(source, '869.58')).toBe('LE003');
    expect(await settle(source, '0')).toBe('LE003');
    expect(await money(child)).toEqual({ posted: '1000.0000', held: '869.5700' });
    expect(await settle(source, '865.05')).toBe('accepted');
    expect(await money(child)).toEqual({ posted: '1000.0000', held: '0.0000' });
    expect(await settle(source, '865.05')).toBe('LE012');
    expect(await ask(sql`select void_hold('below_threshold', ${source})`)).toBe('LE012');
    const [kept] = await world.rows('select ending, settled::text from hold where source_ref = $1', [source]);
    expect(kept).toEqual({ ending: 'settled', settled: '865.0500' });
  });

  it('of one source is placed once: the same again is the same hold, another amount is refused', async () => {
    const child = await newChild(world, { principal: '10.00' });
    const source = randomUUID();
    expect(await place(child, '4', source)).toBe('accepted');
    expect(await place(child, '4', source)).toBe('accepted');
    expect(await place(child, '5', source)).toBe('LE011');
    expect(await money(child)).toMatchObject({ held: '4.0000' });
    expect(await place(child, '6.0001', randomUUID())).toBe('LE008');
    expect(await place(child, '-1', randomUUID())).toBe('LE003');
  });

  it('expires when its day is over, and not before', async () => {
    const child = await newChild(world, { principal: '10.00' });
    const [day] = await world.rows('select ($1::date - 1)::text as yesterday', [world.today]);
    const [over, standing] = [randomUUID(), randomUUID()];
    expect(await place(child, '3', over, day?.yesterday)).toBe('accepted');
    expect(await place(child, '2', standing, world.today)).toBe('accepted');
    expect(await ask(sql`select expire_holds()`)).toBe('accepted');
    expect(await money(child)).toMatchObject({ held: '2.0000' });
    expect(await settle(over, null)).toBe('LE012');
    expect(await settle(standing, null)).toBe('accepted');
  });
});
