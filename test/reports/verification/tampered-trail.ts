import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { seedCast } from 'db/seed/seed-cast';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { signCheckpoint } from '~/cli/keep-trail';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { rawKey, readAnchor, sealAnchor } from '~/reports/verification/anchor';
import { type CheckedTrail, checkTrail } from '~/reports/verification/check-trail';
import { findCheckpoints, streamTrail } from '~/reports/verification/stream-trail.server';
import { entryOf, lineOf } from '~/reports/verification/trail';
import type { Chance } from '../../ledger/tamper';
import { actAs, cloneDatabase, operatorToken, type TestDatabase } from '../../support/database';

const CHECK = readFileSync(new URL('../../../db/consistency/29-audit-chain-whole.sql', import.meta.url), 'utf8');

/** What both verifiers say of a trail that somebody with every right has been at. */
export interface Verdict {
  /** From the exported lines, with the key and the anchor that somebody else holds. */
  offline: CheckedTrail;
  /** From the exported lines alone, nobody's word asked for; and the standing check inside the database. */
  alone: boolean;
  byQuery: boolean;
}

/** The demo world's trail and some sixty acts more, signed in between and at its end, the last anchor held by somebody else. */
export async function openTamperedTrail(next: Chance) {
  const db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  const superuser = new pg.Client({ connectionString: db.operatorUrl });
  await superuser.connect();
  const run = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await superuser.query<R>(text, values)).rows;
  const drizzled = drizzle(superuser);
  const ours = generateKeyPairSync('ed25519').privateKey;
  const reach = { ownerUrl: db.operatorUrl, webUrl: db.webUrl };
  await run('select link_audit_events(true)');
  await signCheckpoint(reach, ours);
  const before = await run<{ place: number }>('select max(place)::int as place from audit_link');
  await actMore(db, next);
  await run('select link_audit_events(true)');
  await signCheckpoint(reach, ours);
  const held = readAnchor((await findCheckpoints(drizzled)).at(-1)?.checkpoint ?? '');
  const trusted = { publicKey: rawKey(createPublicKey(ours)), anchor: held };
  const exported = async () => {
    const lines: string[] = [];
    for await (const entry of streamTrail(drizzled)) lines.push(lineOf(entry));
    return lines.map((line) => entryOf(line));
  };
  return {
    db,
    run,
    ours,
    length: held.audit?.length ?? 0,
    /** How long the trail was at its first checkpoint. */
    lengthBefore: before[0]?.place ?? 0,
    /** A checkpoint of the trail as it is now, by whoever has such a key. */
    signed: async (key: KeyObject) => {
      const [head] = await run<{ length: number; hash: string }>(
        "select place::int as length, encode(hash, 'hex') as hash from audit_link order by place desc limit 1",
      );
      const { installation, writtenAt } = held;
      return sealAnchor({ installation, writtenAt, heads: [], audit: head ?? null }, key);
    },
    /** Gets what refuses a change out of the way, for as long as the work takes, and takes everything back. */
    unguarded: async (work: () => Promise<void>) => {
      await run('vacuum audit_event, audit_link, audit_waiting');
      await run('begin');
      try {
        await run(UNGUARDED);
        await work();
      } finally {
        await run('rollback');
      }
    },
    /** Does something to the trail, asks both verifiers, and takes it back. */
    tampered: async (tamper: () => Promise<unknown>): Promise<Verdict> => {
      await run('savepoint untampered');
      try {
        await tamper();
        const entries = await exported();
        const offline = await checkTrail(entries, trusted);
        const alone = (await checkTrail(entries, { publicKey: null })).findings.length > 0;
        return { offline, alone, byQuery: (await run(CHECK)).length > 0 };
      } finally {
        await run('rollback to savepoint untampered');
      }
    },
    close: async () => {
      await superuser.end();
      await db.drop();
    },
  };
}
export type TamperedTrail = Awaited<ReturnType<typeof openTamperedTrail>>;

/** Approvals and payments of many requests, each with an amount. */
async function actMore(db: TestDatabase, next: Chance): Promise<void> {
  const token = await operatorToken(db);
  for (let act = 0; act < 60; act += 1) {
    await actAs(db, token, (q) =>
      recordAuditEvent(q, {
        action: act % 2 ? 'disbursement.approved' : 'payment.recorded',
        recordType: 'disbursement',
        recordRef: `D-2027-${String(act).padStart(4, '0')}`,
        facts: { amount: `${100 + next(900)}.00`, version: String(1 + next(3)) },
      }),
    );
  }
}

/** As who owns the database can. */
const UNGUARDED = `
  alter table audit_event disable trigger all; alter table audit_link disable trigger all; alter table audit_checkpoint disable trigger all;
  alter table audit_link drop constraint audit_link_pkey; alter table audit_link drop constraint audit_link_event_id_unique;
  alter table audit_link drop constraint audit_link_whole;
  alter table audit_event drop constraint audit_event_person_id_person_id_fk; alter table audit_event alter column id drop identity`;

/** The whole chain made anew over what the records say now, as somebody would who knows how it is made. */
export const RELINKED = `
  delete from audit_waiting;
  insert into audit_waiting select id from audit_event;
  delete from audit_link;
  select link_audit_events(true)`;
