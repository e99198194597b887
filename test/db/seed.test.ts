import { seedCast } from 'db/seed/seed-cast';
import { it } from 'vitest';
import { cloneDatabase } from '../support/database';
it('x', async () => {
  const db = await cloneDatabase({ mode: 'none' });
  const t = Date.now();
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  console.log('seed ms', Date.now() - t);
  console.log(await db.asOperator("select table_name, (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I', table_name), false, true, '')))[1]::text as n from information_schema.tables where table_schema='public' order by 1"));
  await db.drop();
});
