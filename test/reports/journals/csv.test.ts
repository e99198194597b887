import { parse } from 'csv-parse/sync';
import { operatorReads } from 'db/operator';
import { seedCast } from 'db/seed/seed-cast';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import { type Days, streamBook } from '~/ledger/stream-book.server';
import { toText } from '~/money/amount';
import { bookText, outlineBooks } from '~/reports/journals/book-text.server';
import { cloneDatabase, type TestDatabase } from '../../support/database';
import { postOddBook } from '../../support/odd-book';

let db: TestDatabase;
beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  await postOddBook(db);
});
afterAll(() => db.drop());

const reading = <T>(work: Parameters<typeof operatorReads<T>>[1]) =>
  operatorReads({ ownerUrl: db.operatorUrl, webUrl: db.webUrl }, work);

/** A spreadsheet runs a text that begins like this. */
const kept = (text: string) => (/^[=+@\t\r-]/.test(text) ? `'${text}` : text);

async function written(days: Days = {}): Promise<string[][]> {
  return reading(async (tx) => {
    let text = '';
    const outline = await outlineBooks(tx, { trusts: await findTrusts(tx), several: true });
    for await (const piece of bookText(tx, outline, 'csv', days)) text += piece;
    return parse(text) as string[][];
  });
}

/** The rows as the books give them, each column written here. */
async function expected(): Promise<string[][]> {
  return reading(async (tx) => {
    const rows: string[][] = [];
    for (const { id } of await findTrusts(tx)) {
      for await (const e of streamBook(tx, id)) {
        for (const p of e.postings) {
          rows.push([
            ...[String(e.entry), e.occurredOn, e.recordedAt, e.trust, p.account, p.beneficiary, p.part],
            ...[toText(p.amount), e.currency, p.holding ?? '', p.units ? toText(p.units) : '', e.kind],
            ...[e.description, e.party, e.category, e.reference].map(kept),
            e.reverses === null ? '' : String(e.reverses),
          ]);
        }
      }
    }
    return rows;
  });
}

/** As whoever owns the server could: one posting comes to more than it did. */
async function changed(): Promise<{ entry: string }[]> {
  await db.asOperator('alter table posting disable trigger all');
  return db.asOperator(`update posting set amount = amount + 1.25 where line = 1
    and entry_id = (select max(entry_id) from posting) returning entry_id as entry`);
}

describe('the register as CSV', () => {
  it('is a row a posting of every trust, no text of it a formula, however odd its texts and fine its amounts', async () => {
    const [head, ...rows] = await written();
    expect(head).toHaveLength(17);
    expect(rows.length).toBeGreaterThan(1_200);
    expect(rows.some((row) => /\.\d{4}$/.test(row[7] ?? ''))).toBe(true);
    expect(rows.some((row) => row[12]?.startsWith("'=") || row[13]?.startsWith("'="))).toBe(true);
    expect(rows).toEqual(await expected());
  });

  it('of some days holds those days alone', async () => {
    const [, ...rows] = await written({ from: '2026-12-05', through: '2026-12-06' });
    const days = (await expected()).filter(([, day]) => day === '2026-12-05' || day === '2026-12-06');
    expect(days.length).toBeGreaterThan(0);
    expect(rows).toEqual(days);
  });

  it('may be left before its end, and the transaction goes on', async () => {
    await reading(async (tx) => {
      const outline = await outlineBooks(tx, { trusts: await findTrusts(tx), several: true });
      const pieces = bookText(tx, outline, 'csv');
      await pieces.next();
      expect((await pieces.next()).value).toContain('asset:cash');
      await pieces.return(undefined);
      const { rows } = await tx.execute<{ still: string }>(sql`select 'here' as still`);
      expect(rows).toEqual([{ still: 'here' }]);
    });
  });

  it('is refused before its first row where an entry does not sum to zero, and says which', async () => {
    const [planted] = await changed();
    await expect(written()).rejects.toThrow(
      expect.objectContaining({
        code: 'journal.unbalanced',
        message: expect.stringMatching(`^Entry ${planted?.entry} leaves 1.25 in `),
      }),
    );
  });
});
