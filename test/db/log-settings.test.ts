import { talkativeSettings } from 'db/log-settings';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database';

let db: TestDatabase;
beforeAll(async () => {
  db = await cloneDatabase();
});
afterAll(() => db.drop());

/** What a server would say whose administrator had set these for the database. */
async function talkative(settings: Record<string, string>): Promise<string[]> {
  const name = pg.escapeIdentifier(db.name);
  for (const [setting, value] of Object.entries(settings))
    await db.asOperator(`alter database ${name} set ${setting} = '${value}'`);
  const said = await talkativeSettings(db.webUrl);
  for (const setting of Object.keys(settings)) await db.asOperator(`alter database ${name} reset ${setting}`);
  return said;
}

it('the embedded server keeps nothing that people type', async () => {
  expect(await talkative({})).toEqual([]);
});

it.each([
  [{ log_parameter_max_length_on_error: '-1' }, ["alter system set log_parameter_max_length_on_error = '0';"]],
  [{ log_min_error_statement: 'error' }, ["alter system set log_min_error_statement = 'panic';"]],
  [{ log_min_messages: 'warning' }, ["alter system set log_min_messages = 'log';"]],
  [{ log_parameter_max_length: '-1' }, []],
  [{ log_parameter_max_length: '-1', log_statement: 'mod' }, ["alter system set log_parameter_max_length = '0';"]],
  [
    { log_parameter_max_length: '80', log_min_duration_statement: '250' },
    ["alter system set log_parameter_max_length = '0';"],
  ],
  [{ log_statement: 'all' }, []],
])('of a server with %j it says %j', async (settings, lines) => {
  expect(await talkative(settings as Record<string, string>)).toEqual(lines);
});
