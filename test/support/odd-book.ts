import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { moveParts } from '~/ledger/journal-entry';
import { postJournalEntries } from '~/ledger/post-journal-entry.server';
import { amount } from '~/money/amount';
import { actAs, operatorToken, type TestDatabase } from './database';

/** Entries of T-0044, of random amounts under random words, among them what each program reads as a mark of its own. */
export async function postOddBook(db: TestDatabase): Promise<void> {
  const seed = Number(process.env.SEED ?? Date.now());
  console.log(`random book: SEED=${seed}`);
  const [place] = await db.asOperator<{ trust: string; sub: string }>(
    "select t.id as trust, min(s.id) as sub from trust t join subaccount s on s.trust_id = t.id where t.code = 'T-0044' group by t.id",
  );
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      '* ; x',
      '! (a) | b:c, d',
      '=1+1',
      '@SUM',
      '"quoted" \\ back',
      '(1)\n2026-01-01',
      ';',
      '',
      '  ',
      'ñ'.repeat(600),
    ),
  );
  const text = words.map((word) => word.replaceAll('\u0000', ''));
  const drafts = fc.sample(
    fc.record({
      texts: fc.tuple(text, text, text, text),
      cents: fc.integer({ min: 1, max: 9_999_999 }),
      fine: fc.integer({ min: 0, max: 9_999 }),
      day: fc.integer({ min: 1, max: 28 }),
      account: fc.constantFrom(
        'opening:BRK.B',
        'receipt:clerk_restitution',
        'receipt:MH-IND',
        'gain:x',
        'opening:_',
        'receipt:a-b',
      ),
    }),
    { numRuns: 300, seed },
  );
  const token = await operatorToken(db);
  await actAs(db, token, (q) =>
    postJournalEntries(
      q,
      drafts.map(({ texts: [party, description, reference, category], cents, fine, day, account }) => ({
        trustId: Number(place?.trust),
        subaccountId: Number(place?.sub),
        kind: 'test',
        occurredOn: `2026-12-${String(day).padStart(2, '0')}`,
        description,
        party,
        category,
        reference,
        source: { type: 'test', ref: randomUUID(), digest: '' },
        postings: moveParts(account, 'asset:cash', {
          principal: amount(`${cents}.${String(fine).padStart(4, '0')}`),
          income: amount(String(cents)).div(100),
        }),
      })),
    ),
  );
}
