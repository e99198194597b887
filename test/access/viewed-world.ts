import { seedCast } from 'db/seed/seed-cast';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { Role } from '~/access/roles';
import { actAs, cloneDatabase, enroll, openSession, operatorToken, type TestDatabase } from '../support/database';
import { plantAccess, plantDelegation } from '../support/plant-access';
import { plantErasures } from '../support/plant-erasures';
import { plantEvidence } from '../support/plant-evidence';
import { plantIncidents } from '../support/plant-incidents';
import { plantPeriods } from '../support/plant-periods';
import { plantReturn } from '../support/plant-return';
import { plantReveals } from '../support/plant-reveals';
import { plantRights } from '../support/plant-rights';
import { plantServiceReview } from '../support/plant-service-review';
import { seatTrustee } from '../support/seat-trustee';
import { OWN, VIEWERS, type Viewer } from './whose-rows';

/** The demo world with a row in every table, and all who look at it signed in. */
export interface ViewedWorld {
  db: TestDatabase;
  superuser: pg.Client;
  rows: Rows;
  close(): Promise<void>;
}

/** As the superuser, over one connection: some thousands of looks are taken there. */
export type Rows = <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<R[]>;

export async function openViewedWorld(): Promise<ViewedWorld> {
  const db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  const superuser = new pg.Client({ connectionString: db.operatorUrl });
  await superuser.connect();
  const rows: Rows = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await superuser.query<R>(text, values)).rows;
  await plantRowsOfEmptyTables(rows);
  await signIn(db, rows);
  return {
    db,
    superuser,
    rows,
    close: async () => {
      await superuser.end();
      await db.drop();
    },
  };
}

async function signIn(db: TestDatabase, rows: Rows): Promise<void> {
  const lone = await enroll(db, { name: 'Trustee of 44', roles: ['trustee'] });
  await seatTrustee(rows, { trust: 'T-0044', person: lone.personId, from: '2026-01-01' });
  const supervisor = await enroll(db, { name: 'Team of Dizon', roles: ['supervisor'] });
  await plantAccess(rows, supervisor.personId);
  const standsIn = await enroll(db, { name: 'Stands in for 42', roles: ['trustee'] });
  await plantDelegation(rows, standsIn.personId);
  const unassigned = {
    supervisor,
    'trustee of 44 alone': lone,
    'stands in for 42': standsIn,
    'trustee of none': await enroll(db, { name: 'No trust', roles: ['trustee'] }),
    'caseworker of none': await enroll(db, { name: 'No child', roles: ['caseworker'] }),
    ...(await whoseDutyChanged(db, rows)),
    operator: await operator(db, rows),
  };
  for (const viewer of VIEWERS) {
    if (viewer.email) {
      const [row] = await rows<{ id: string }>('select id from person where email = $1', [viewer.email]);
      viewer.personId = Number(row?.id);
      viewer.token = await openSession(db, viewer.personId);
    } else Object.assign(viewer, unassigned[viewer.name as keyof typeof unassigned]);
  }
}

async function operator(db: TestDatabase, rows: Rows) {
  const token = await operatorToken(db);
  const [row] = await rows<{ id: string }>("select id from person where origin = 'system'");
  return { token, personId: Number(row?.id) };
}

/** Those whose duty an administrator began, and those of whom it ended it again, each as the product does. */
async function whoseDutyChanged(db: TestDatabase, rows: Rows) {
  const keeper = await enroll(db, { name: 'Keeper of roles', roles: ['administrator'] });
  const keep = async (text: string, values: Array<string | number | null>) => {
    const [key] = (
      await actAs(db, keeper.token, (q) =>
        q.execute<{ key: string }>(
          sql`select ${sql.raw(text)}(${sql.join(
            values.map((value) => sql`${value}`),
            sql`, `,
          )}, 'for the matrix') as key`,
        ),
      )
    ).rows;
    return Number(key?.key);
  };
  const { id: dizon } = (await rows<{ id: string }>("select id from person where email = 'dizon@cast.example'"))[0] as {
    id: string;
  };
  const assigned = async (name: string, role: Role) => {
    const person = await enroll(db, { name, roles: [role] });
    return { person, duty: await keep('sec.assign_child', ['KALACHUCHI-17', person.personId, null, null]) };
  };
  const guardian = await assigned('Guardian of 17', 'guardian_ad_litem');
  const formerGuardian = await assigned('Guardian, ended', 'guardian_ad_litem');
  const formerWorker = await assigned('Worker, ended', 'caseworker');
  for (const { duty } of [formerGuardian, formerWorker]) await keep('sec.end_assignment', [duty]);
  const formerSupervisor = await enroll(db, { name: 'Supervisor, ended', roles: ['supervisor'] });
  await keep('sec.end_supervision', [await keep('sec.begin_supervision', [formerSupervisor.personId, Number(dizon)])]);
  const formerTrustee = await enroll(db, { name: 'Trustee, role ended', roles: ['trustee'] });
  await seatTrustee(rows, { trust: 'T-0042', person: formerTrustee.personId, from: '2026-01-01' });
  const [grant] = await rows<{ id: string }>('select id from role_grant where person_id = $1', [
    formerTrustee.personId,
  ]);
  await keep('sec.end_role', [Number(grant?.id)]);
  // Ending a role ends the person's sessions: they sign in again, as what they are now.
  formerTrustee.token = await openSession(db, formerTrustee.personId);
  return {
    'guardian ad litem': guardian.person,
    'guardian, ended': formerGuardian.person,
    'caseworker, ended': formerWorker.person,
    'supervisor, ended': formerSupervisor,
    'trustee of 42, role ended': formerTrustee,
  };
}

/** An empty table would show nobody anything: one row each where the seeded world has none. */
async function plantRowsOfEmptyTables(rows: Rows): Promise<void> {
  await rows(
    "insert into service_note (service_delivered_id, beneficiary_id, note) select id, beneficiary_id, 'Came on time.' from service_delivered",
  );
  await plantServiceReview(rows);
  await rows(`insert into approval_withdrawal (approval_id, trust_id, disbursement_id, reason)
    select a.id, a.trust_id, a.disbursement_id, 'x' from approval a join disbursement d on d.id = a.disbursement_id where d.state = 'submitted'`);
  await rows(`insert into approval_signature (approval_id, trust_id, nonce, credential_id, public_key, origin, authenticator_data, client_data, signature)
    select id, trust_id, 'nonce ' || id, 'x', 'x', 'x', 'x', 'x', 'x' from approval`);
  await plantPeriods(rows);
  await plantReturn(rows);
  await plantEvidence(rows);
  await plantErasures(rows);
  await plantReveals(rows);
  await plantRights(rows);
  await plantIncidents(rows);
}

/** A row and whether it is the viewer's own. */
export async function whose(rows: Rows, viewer: Viewer, table: string, key: string) {
  const own = OWN[table];
  if (!own)
    throw new Error(
      `${table} is a new table: say in whose-rows.ts whose its rows are, and review test/access/matrix.txt`,
    );
  const ids = async (from: 'trust' | 'beneficiary', which: string[] | 'all') =>
    (
      await rows<{ id: string }>(`select id from ${from} where $1::text[] is null or code = any($1)`, [
        which === 'all' ? null : which,
      ])
    ).map((row) => row.id);
  // All three are named even where the table is everyone's: Postgres refuses a parameter that is given and not named.
  return rows<{ key: string; own: boolean }>(
    `select ${key}::text as key, coalesce((${own}) and $1::bigint[] is not null and $2::bigint[] is not null and $3::bigint is not null, false) as own from ${table}`,
    [await ids('trust', viewer.trusts), await ids('beneficiary', viewer.children), viewer.personId ?? 0],
  );
}

/** A table as text: a line for each table of the schema, a column for each viewer. */
export function matrix(title: string[], cellOf: (viewer: Viewer, table: string) => string): string {
  const columns = [
    { head: 'table', body: Object.keys(OWN) },
    ...VIEWERS.map((viewer) => ({
      head: viewer.name,
      body: Object.keys(OWN).map((table) => cellOf(viewer, table)),
    })),
  ];
  const width = columns.map(({ head, body }) => Math.max(head.length, ...body.map((item) => item.length)));
  const line = (pick: (column: (typeof columns)[number]) => string) =>
    columns
      .map((column, index) => pick(column).padEnd(width[index] as number))
      .join(' | ')
      .trimEnd();
  const heads = line((column) => column.head);
  return [
    ...title,
    '',
    heads,
    heads.replace(/[^|]/g, '-'),
    ...Object.keys(OWN).map((_, row) => line((column) => column.body[row] as string)),
    '',
  ].join('\n');
}
