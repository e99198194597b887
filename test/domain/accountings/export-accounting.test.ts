import { type CastWorld, castWorld } from 'test/domain/receipts/cast-world';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportAccounting } from '~/domain/accountings/export-accounting.server';
import { NOT_FILED } from '~/reports/court-accounting/printed-account';
import { renderAccounting } from '~/reports/court-accounting/render-accounting.server';

let world: CastWorld;
let reference = '';
beforeAll(async () => {
  world = await castWorld();
  const [row] = await world.db.asOperator<{ reference: string }>('select reference from accounting limit 1');
  reference = row?.reference ?? '';
});
afterAll(() => world.db.drop());

type Who = Parameters<CastWorld['as']>[0];
const take = (who: Who, format = 'csv') =>
  world.as(who, (tx, actor) => exportAccounting(tx, actor, { reference, format }));

it('a copy is in the trail with its number, and says in the file whose it is', async () => {
  const { account, number } = await take('chambersZ', 'json');
  expect(
    await world.db.asOperator("select record_ref, facts from audit_event where action = 'accounting.exported'"),
  ).toEqual([{ record_ref: reference, facts: { format: 'json', copy: number } }]);
  const copy = { number, by: 'Chambers', on: 'Jan 8, 2027' };
  for (const format of ['json', 'text'] as const) {
    const { body, fileName } = await renderAccounting(account.figures, format, NOT_FILED, copy);
    expect(String(body)).toContain(`Copy ${number}, taken by Chambers on Jan 8, 2027`);
    expect(fileName).toContain(number);
  }
  expect((await renderAccounting(account.figures, 'csv', NOT_FILED, copy)).fileName).toContain(number);
});

it('is refused to a court without this docket, to a caseworker, and past the copies of a day', async () => {
  await expect(take('chambersY')).rejects.toMatchObject({ code: 'not-found' });
  await expect(take('dizon')).rejects.toMatchObject({ code: 'permission' });
  for (let copies = 0; copies < 60; copies += 1) await take('lim');
  await expect(take('lim')).rejects.toMatchObject({ code: 'database.EX001' });
});
