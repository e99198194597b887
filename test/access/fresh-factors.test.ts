import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CastWorld, castWorld } from '../domain/receipts/cast-world';

let world: CastWorld;
beforeAll(async () => {
  world = await castWorld();
  // Each has a session, shown six minutes ago.
  for (const who of ['reyes', 'alvarez', 'lim'] as const) await world.as(who, async () => undefined);
});
afterAll(() => world.db.drop());

const age = (minutes: number) =>
  world.db.asOperator(`update sec.session set factor_at = clock_timestamp() - interval '${minutes} minutes'`);
const asked = (who: 'reyes' | 'alvarez' | 'lim', text: string) =>
  world
    .as(who, (tx) => tx.execute(sql.raw(text)))
    .then(
      () => 'done',
      (error: unknown) => sqlState(error),
    );

describe('the database itself asks for a factor shown lately', () => {
  it.each([
    ['alvarez', 'closing a period', "select close_period((select id from trust where code = 'T-0043'), '2025-11-30')"],
    [
      'alvarez',
      'asking to reopen one',
      "select ask_to_reopen((select max(id) from period_close), 'a long enough reason')",
    ],
    ['alvarez', 'agreeing to it', 'select agree_to_reopen((select max(id) from period_close))'],
    ['alvarez', 'withdrawing an approval', "select withdraw_approval('D-2027-0001', 'a reason')"],
    ['lim', 'lifting a legal hold', "select lift_legal_hold('L-2027-0001', 'a long enough reason')"],
    ['lim', 'reviewing a reveal', "select review_reveal('V-2027-0001', 'in_order', '')"],
    [
      'reyes',
      'taking an entry back',
      "select reverse_journal_entry((select max(e.id) from journal_entry e), '2027-01-08', 'x', 'reversal', 'k', '')",
    ],
    [
      'reyes',
      'sharing a receipt',
      `insert into allocation (receipt_id, award_id, trust_id, outstanding_before, amount, state)
         select receipt_id, award_id, trust_id, outstanding_before, amount, state from allocation limit 1`,
    ],
  ] as const)('of %s for %s', async (who, _what, text) => {
    await age(6);
    expect(await asked(who, text)).toBe('SI002');
    // It is the age that is refused: with a factor shown just now the answer is another.
    await age(0);
    expect(await asked(who, text)).not.toBe('SI002');
  });
});
