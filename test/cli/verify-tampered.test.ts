import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectSentence, type Installation, openInstallation } from './run-command';

// Each command is a process that starts from nothing, and two cores may be shared.
vi.setConfig({ testTimeout: 120_000 });

/** The standing checks, the signatures of approvals, and the comparison with the anchor beside them. */
const CHECKS = readdirSync('db/consistency').length + 2;

let here: Installation;
beforeAll(async () => {
  here = await openInstallation();
  await here.tutela('seed');
  await here.tutela('anchor', '--all', '--out', here.file('all.txt'));
  here.write('key.pem', (await here.tutela('anchor', '--public-key')).stdout);
});
afterAll(() => here.close());

const verify = () => here.tutela('verify', '--anchor', here.file('all.txt'), '--public-key', here.file('key.pem'));

/** Whoever has every right takes away or puts in, past triggers and foreign keys; then it is put back as it was. */
async function tampered(statements: string[], look: () => Promise<void>): Promise<void> {
  const guards = {
    posting: ['written_once', 'entries_balance'],
    chain_link: ['written_once'],
    chain_head: ['never_deleted'],
    journal_entry: ['written_once'],
  };
  const tables = Object.keys(guards);
  const each = (act: string) =>
    Object.entries(guards).flatMap(([table, names]) =>
      names.map((name) => `alter table ${table} ${act} trigger ${name}`),
    );
  const past = (texts: string[]) =>
    here.asSuperuser(
      [
        'begin; set local session_replication_role = replica',
        ...each('disable'),
        ...texts,
        ...each('enable always'),
        'commit',
      ].join('; '),
    );
  await here.asSuperuser('create schema kept');
  for (const table of tables) await here.asSuperuser(`create table kept.${table} as table ${table}`);
  try {
    await past(statements);
    await look();
  } finally {
    await past(
      tables.flatMap((table) => [
        `delete from ${table}`,
        `insert into ${table} overriding system value select * from kept.${table}`,
      ]),
    );
    await here.asSuperuser('drop schema kept cascade');
  }
}
const linked = (place: string) =>
  `(select entry_id from chain_link l join trust t on t.id = l.trust_id where t.code = 'T-0042' and place ${place})`;

it.each([
  [
    'an entry that vanished',
    [
      `delete from posting where entry_id in ${linked('= 7')}`,
      `delete from journal_entry where id in ${linked('= 7')}`,
    ],
    /^ {7}In T-0042 entry \d+ at place 7 is gone\.$/m,
  ],
  [
    'two entries that changed places',
    [
      'delete from chain_link where place in (5, 6)',
      `insert into chain_link (trust_id, place, entry_id, hash)
         select l.trust_id, l.place, case when t.code = 'T-0042' then o.entry_id else l.entry_id end,
                case when t.code = 'T-0042' then o.hash else l.hash end
           from kept.chain_link l join kept.chain_link o on o.trust_id = l.trust_id and o.place = 11 - l.place
           join trust t on t.id = l.trust_id where l.place in (5, 6)`,
    ],
    /^ {7}In T-0042 entry \d+ at place 5 is not bound as it was: .*$/m,
  ],
  [
    'books put back as they once were',
    [
      `delete from posting where entry_id in ${linked('> 20')}`,
      `delete from journal_entry where id in ${linked('> 20')}`,
      `delete from chain_link l using trust t where t.id = l.trust_id and t.code = 'T-0042' and place > 20`,
      `update chain_head h set length = 20, entry_id = l.entry_id, hash = l.hash from chain_link l, trust t
        where t.id = h.trust_id and t.code = 'T-0042' and l.trust_id = h.trust_id and l.place = 20`,
    ],
    /^ {7}In T-0042 the chain ends at place 20; the anchor has 26 entries, up to entry \d+: what came after place 20 is gone\.$/m,
  ],
])('verify --anchor finds %s, and says where', async (_, statements, words) => {
  await tampered(statements, async () => {
    const ran = await verify();
    expectSentence(ran, new RegExp(`^\\d+ of ${CHECKS} checks found something\\.`));
    expect(ran.stdout).toMatch(words);
  });
  expect((await verify()).status).toBe(0);
});
