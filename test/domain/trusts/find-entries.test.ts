import { type CastWorld, castWorld } from 'test/domain/receipts/cast-world';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importEvents } from '~/domain/book-events/import-events.server';
import { findEntries, keyOf, keyText } from '~/domain/trusts/find-entries.server';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { toText } from '~/money/amount';
import { csv, fee } from '../book-events/books-csv';

let world: CastWorld;
beforeAll(async () => {
  world = await castWorld();
  const rows = Array.from({ length: 60 }, (_, index) =>
    fee({ reference: `V-${9100 + index}`, amount: '1.00', principal: '1.00' }),
  );
  await world.as('reyes', (tx, actor) => importEvents(tx, actor, { trustCode: 'T-0042', bytes: csv(...rows) }));
});
afterAll(() => world.db.drop());

const read = (asked: Partial<Parameters<typeof findEntries>[2]> = {}) =>
  world.as('lim', async (tx) => findEntries(tx, (await getTrust(tx, 'T-0042')).id, { filter: 'all', ...asked }));

describe('a trust’s entries', () => {
  it('come newest first, 50 a page, with the cash after each', async () => {
    const page = await read();
    expect(page).toMatchObject({ firstPlace: 1, total: 86, newer: false, older: true });
    expect(page.lines).toHaveLength(50);
    expect(toText(page.lines[0]?.cashAfter as never)).toBe('31074.00');
  });

  it('are turned by the last key, to and fro, without a gap or a repeat', async () => {
    const one = await read();
    const two = await read({ before: keyOf(keyText(one.lines.at(-1) as never)) ?? undefined });
    expect(two).toMatchObject({ firstPlace: 51, newer: true, older: false });
    expect(new Set([...one.lines, ...two.lines].map((line) => line.id)).size).toBe(86);
    const back = await read({ after: keyOf(keyText(two.lines[0] as never)) ?? undefined });
    expect(back.lines.map((line) => line.id)).toEqual(one.lines.map((line) => line.id));
  });

  it('of one kind keep the running cash of all', async () => {
    const care = await read({ filter: 'care' });
    expect(care.total).toBe(6);
    expect(care.lines.map((line) => toText(line.cashAfter))).toContain('30921.53');
  });

  it('have keys that nothing else passes for', () => {
    expect(keyOf('2026-12-31.27')).toEqual({ day: '2026-12-31', entry: 27 });
    for (const wrong of [undefined, '', '27', '2026-99-99.1', "2026-12-31.1' or 1=1"]) expect(keyOf(wrong)).toBeNull();
  });
});
