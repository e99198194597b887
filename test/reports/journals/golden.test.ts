import { operatorReads } from 'db/operator';
import { seedCast } from 'db/seed/seed-cast';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { BOOK_FORMATS, type BookFormat, bookText, outlineBooks } from '~/reports/journals/book-text.server';
import { cloneDatabase, type TestDatabase } from '../../support/database';

let db: TestDatabase;
beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
});
afterAll(() => db.drop());

async function exported(format: BookFormat): Promise<string> {
  return operatorReads({ ownerUrl: db.operatorUrl, webUrl: db.webUrl }, async (tx) => {
    const { id, code } = await getTrust(tx, 'T-0042');
    const outline = await outlineBooks(tx, { trusts: [{ id, code }], several: false });
    let text = '';
    for await (const piece of bookText(tx, outline, format)) text += piece;
    return text;
  });
}

it.each(BOOK_FORMATS)('the year of T-0042 for %s is the reviewed file, to the byte', async (format) => {
  const text = await exported(format);
  // When the books learned of it is the clock's: of the day this test runs.
  const still = text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/g, 'RECORDED-AT');
  expect(still.match(/RECORDED-AT/g)?.length ?? 0).toBe(format === 'csv' ? 62 : 0);
  await expect(still).toMatchFileSnapshot(`t-0042.${format}.golden.txt`);
});
