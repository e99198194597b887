import { type ChildProcess, spawn } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditCopy } from '~/cli/audit-copy';
import { copyTrail, keepTrail, signCheckpoint } from '~/cli/keep-trail';
import { trailEntries } from '~/cli/trail-files';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { createLog, type LogFields } from '~/http/log';
import { rawKey } from '~/reports/verification/anchor';
import { checkTrail } from '~/reports/verification/check-trail';
import { linkTrail } from '~/reports/verification/stream-trail.server';
import { chance } from '../ledger/tamper';
import { actAs, cloneDatabase, operatorToken, type TestDatabase } from '../support/database';
import { serveBehindGates } from '../support/server';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const { privateKey } = generateKeyPairSync('ed25519');
const trusted = { publicKey: rawKey(createPublicKey(privateKey)) };

let db: TestDatabase;
let reach: { ownerUrl: string; webUrl: string };
let token: string;
let folder: string;
beforeAll(async () => {
  db = await cloneDatabase();
  reach = { ownerUrl: db.operatorUrl, webUrl: db.webUrl };
  token = await operatorToken(db);
});
afterAll(() => db.drop());
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'tutela-copy-')), 'audit');
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const act = (what: string) =>
  actAs(db, token, (q) => recordAuditEvent(q, { action: 'test.done', recordType: 'test', recordRef: what }));
const acts = async (many: number) => {
  for (let at = 0; at < many; at += 1) await act(`${at}`);
};
const many = async (table: string) =>
  Number((await db.asOperator<{ many: string }>(`select count(*) as many from ${table}`))[0]?.many);
const copied = async (copy: AuditCopy) => {
  await linkTrail(db.pool, true);
  return copyTrail(reach, copy);
};
const newest = (series: string) =>
  path.join(
    folder,
    readdirSync(folder)
      .filter((name) => name.startsWith(series))
      .sort()
      .at(-1) ?? '',
  );
const checked = () => checkTrail(trailEntries(folder), trusted);
/** That every event there is stands in the copy, once, in its place. */
async function expectWhole(): Promise<void> {
  const { head, findings } = await checked();
  expect(findings).toEqual([]);
  expect(head.length).toBe(await many('audit_event'));
  expect(await many('audit_waiting')).toBe(0);
}

describe('the copy', () => {
  it('holds every event once, in one file a day, with the checkpoints beside it', async () => {
    const copy = new AuditCopy(folder);
    await acts(5);
    await copied(copy);
    await signCheckpoint(reach, privateKey);
    await acts(3);
    await copied(copy);
    await copied(new AuditCopy(folder));
    const today = new Date().toISOString().slice(0, 10);
    expect(readdirSync(folder).sort()).toEqual([`checkpoints-${today}.jsonl`, `events-${today}.jsonl`]);
    await expectWhole();
    expect(await checked()).toMatchObject({ checkpoints: 1, signedThrough: (await many('audit_link')) - 3 });
  });

  it('goes on where it ended: after a torn line, another day, a clock that went back, a file that is gone', async () => {
    const copy = new AuditCopy(folder);
    await acts(4);
    await copied(copy);
    appendFileSync(newest('events'), '{"hash":"ab');
    expect((await checked()).findings).toHaveLength(1);
    await acts(1);
    await copied(copy);
    await expectWhole();
    truncateSync(newest('events'), readFileSync(newest('events')).length - 20);
    await copied(copy);
    await expectWhole();

    renameSync(newest('events'), path.join(folder, 'events-2020-01-01.jsonl'));
    await acts(1);
    await copied(copy);
    await expectWhole();
    renameSync(newest('events'), path.join(folder, 'events-2999-01-01.jsonl'));
    await acts(1);
    await copied(copy);
    expect(readdirSync(folder).filter((name) => name.startsWith('events'))).toEqual([
      'events-2020-01-01.jsonl',
      'events-2999-01-01.jsonl',
    ]);
    await expectWhole();
    rmSync(newest('events'));
    await copied(copy);
    await expectWhole();
  });

  it('is not added to where it and the database say different things', async () => {
    const copy = new AuditCopy(folder);
    await acts(3);
    await copied(copy);
    const file = newest('events');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const last = JSON.parse(lines.at(-1) ?? '') as { hash: string; event: string };
    const withLast = (line: string) => writeFileSync(file, `${[...lines.slice(0, -1), line].join('\n')}\n`);
    withLast(JSON.stringify({ ...last, hash: '0'.repeat(64) }));
    await expect(copied(copy)).rejects.toMatchObject({ code: 'copy.differs' });
    withLast('not a line of ours');
    await expect(copied(copy)).rejects.toMatchObject({ code: 'copy.unreadable' });
    const ahead = [...(JSON.parse(last.event) as string[])];
    ahead[1] = '999999';
    withLast(JSON.stringify({ ...last, event: JSON.stringify(ahead) }));
    await expect(copied(copy)).rejects.toMatchObject({ code: 'copy.ahead' });
    withLast(lines.at(-1) ?? '');
    await copied(copy);
    await expectWhole();
  });
});

/** The copy as the running server keeps it, until something is so. */
async function keptUntil(
  copy: AuditCopy,
  so: () => boolean | Promise<boolean>,
  lines: LogFields[] = [],
): Promise<void> {
  const log = createLog({ write: (line) => lines.push(JSON.parse(line)) });
  const stop = keepTrail(db.pool, reach, () => privateKey, copy, log);
  try {
    const until = Date.now() + 60_000;
    while (!(await so())) {
      if (Date.now() > until) throw new Error('it never came to be so');
      await sleep(50);
    }
  } finally {
    await stop();
  }
}

describe('a copy that cannot be written', () => {
  it.each([
    ['a file stands where its folder should be', () => writeFileSync(folder, ''), 'EEXIST', () => rmSync(folder)],
    [
      'its disk is full',
      () => symlinkSync('/dev/full', path.join(folder, `events-2998-01-01.jsonl`)),
      'ENOSPC',
      () => rmSync(path.join(folder, `events-2998-01-01.jsonl`)),
    ],
  ])(
    'because %s: it is said by health and log, tried again, and nothing is lost',
    async (what, hinder, code, clear) => {
      const copy = new AuditCopy(folder);
      if (what.includes('disk')) {
        if (!existsSync('/dev/full')) return;
        await copied(copy);
      }
      hinder();
      const server = await serveBehindGates(() => (_request, response) => void response.end());
      Object.assign(server.state, { auditCopy: () => copy.state });
      const lines: LogFields[] = [];
      try {
        await acts(3);
        await keptUntil(copy, () => copy.state.fault !== null, lines);
        expect(copy.state.fault).toMatchObject({ code });
        expect(lines).toMatchObject([{ msg: 'audit.copy', code, level: 50 }]);
        expect(JSON.parse((await server.ask('/healthz')).text)).toMatchObject({
          status: 'degraded',
          auditCopy: { code },
        });
        await acts(2);
        clear();
        await keptUntil(copy, () => copy.state.fault === null);
        expect(JSON.parse((await server.ask('/healthz')).text)).toEqual({ status: 'ok' });
        await expectWhole();
      } finally {
        await server.stop();
      }
    },
    90_000,
  );
});

describe('the running server', () => {
  it('signs a checkpoint when an hour has passed, and after a close', async () => {
    const copy = new AuditCopy(folder);
    const before = await many('audit_checkpoint');
    await db.asOperator(`begin; alter table audit_checkpoint disable trigger written_once;
      update audit_checkpoint set written_at = written_at - interval '61 minutes'; alter table audit_checkpoint enable always trigger written_once; commit`);
    await act('hour');
    await keptUntil(copy, async () => (await many('audit_checkpoint')) > before);
    await actAs(db, token, (q) =>
      recordAuditEvent(q, { action: 'period.closed', recordType: 'trust', recordRef: 'T-0042' }),
    );
    await keptUntil(copy, async () => (await many('audit_checkpoint')) > before + 1);
    await act('no reason for another');
    const length = (await many('audit_link')) + 1;
    await keptUntil(copy, () => copy.state.through === length);
    expect(await many('audit_checkpoint')).toBe(before + 2);
    await expectWhole();
  }, 90_000);
});

describe('a sequencer', () => {
  const script = fileURLToPath(new URL('./trail-process.ts', import.meta.url));
  const begun = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, reach.ownerUrl, reach.webUrl, folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (child.stdout) await once(child.stdout, 'data');
    return child;
  };

  it('killed at twenty random moments, with another beside it: no gap, nothing twice', async () => {
    console.log(`the sequencer is killed: SEED=${SEED}`);
    const next = chance(SEED);
    let waiting = begun();
    for (let time = 0; time < 20; time += 1) {
      const child = await waiting;
      waiting = begun();
      const writing = acts(12);
      await sleep(next(60));
      child.kill('SIGKILL');
      await Promise.all([once(child, 'exit'), writing]);
    }
    const last = await waiting;
    last.kill('SIGKILL');
    await once(last, 'exit');
    // A server’s process ends a moment after its client was killed.
    await expect
      .poll(() => many("pg_stat_activity where application_name in ('sequencer', 'tutela')"), { timeout: 20_000 })
      .toBe(0);
    await copied(new AuditCopy(folder));
    await expectWhole();
  }, 240_000);
});
