import type { Tx } from 'db/client';
import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { byCode, recordReadings } from '../audit/record-readings.server';
import { type HeldKind, LIFTING } from './legal-hold';

export interface Lifting {
  personId: number;
  by: string;
  at: Date;
  reason: string;
}

export interface LegalHold {
  reference: string;
  kind: HeldKind;
  /** The child's or trust's code, the docket, or the person's number. */
  code: string;
  /** What a reader calls it. */
  name: string;
  matter: string;
  reason: string;
  placedBy: string;
  placedAt: Date;
  liftings: Lifting[];
  stands: boolean;
}

interface Row extends Record<string, unknown> {
  reference: string;
  kind: HeldKind;
  beneficiary_id: string | null;
  code: string | null;
  name: string | null;
  matter: string;
  reason: string;
  placer: string;
  placed_at: string;
  liftings: { personId: number; by: string; at: string; reason: string }[];
}

const PAGE = 50;

export interface LegalHoldPage {
  /** Those that stand, the newest first. All of them, on the first page. */
  standing: LegalHold[];
  /** Those that were lifted, the newest first. */
  lifted: LegalHold[];
  /** What the next page comes before; null on the last. */
  older: string | null;
}

const STANDS = sql`(select count(*) from legal_hold_lifting l where l.hold_id = h.id) < ${LIFTING}`;

/** The holds that the actor may see. One that stands is never behind a page: somebody still has to keep it, or lift it. */
export async function findLegalHolds(tx: Tx, before?: string): Promise<LegalHoldPage> {
  const lifted = await select(
    tx,
    sql`not ${STANDS} and ${before ? sql`h.id < (select x.id from legal_hold x where x.reference = ${before})` : sql`true`}`,
    PAGE + 1,
  );
  const page = lifted.slice(0, PAGE);
  const standing = before ? [] : await select(tx, STANDS);
  await recordRead(tx, [...standing, ...page]);
  return {
    standing: standing.map(toHold),
    lifted: page.map(toHold),
    older: lifted.length > PAGE ? (page.at(-1)?.reference ?? null) : null,
  };
}

/** Throws NotFound for an unknown reference and for one that is not the actor's to see alike. */
export async function getLegalHold(tx: Tx, reference: string): Promise<LegalHold> {
  const [found] = await select(tx, sql`h.reference = ${reference}`);
  if (!found) throw new NotFound();
  await recordRead(tx, [found]);
  return toHold(found);
}

/** Whether a record that the actor sees has to be kept: by a hold on it, or on one that shares a child with it. */
export async function isHeld(tx: Tx, kind: HeldKind, code: string): Promise<boolean> {
  const { rows } = await tx.execute<{ held: boolean }>(sql`select record_is_held(${kind}, ${code}) as held`);
  return rows[0]?.held ?? false;
}

/** What the actor may lay a hold on; the children's codes that were seen are audited. */
export async function findHoldable(tx: Tx): Promise<{ kind: HeldKind; code: string; name: string }[]> {
  const { rows } = await tx.execute<{ kind: HeldKind; code: string; name: string }>(sql`
    select 'beneficiary' as kind, code, code as name, 1 as place from beneficiary where sec.may_hold('beneficiary', id)
    union all select 'trust', code, code, 2 from trust where sec.may_hold('trust', id)
    union all select 'case', docket, short_name, 3 from court_case where sec.may_hold('case', id)
    union all select 'person', id::text, name, 4 from person where origin <> 'system' and sec.may_hold('person', id)
    order by place, name`);
  const children = rows.filter(({ kind }) => kind === 'beneficiary').map(({ code }) => code);
  await recordReadings(tx, 'beneficiary.listed', byCode(children));
  return rows.map(({ kind, code, name }) => ({ kind, code, name }));
}

async function select(tx: Tx, where: SQL, most?: number): Promise<Row[]> {
  const { rows } = await tx.execute<Row>(sql`
    select h.reference, h.record_type as kind, h.beneficiary_id, h.matter, h.reason, p.name as placer, h.placed_at,
           coalesce(b.code, t.code, c.docket, h.person_id::text) as code, coalesce(b.code, t.code, c.short_name, s.name) as name,
           coalesce((select json_agg(json_build_object('personId', l.lifted_by, 'by', w.name, 'at', l.lifted_at, 'reason', l.reason) order by l.id)
              from legal_hold_lifting l join person w on w.id = l.lifted_by where l.hold_id = h.id), '[]'::json) as liftings
      from legal_hold h
      join person p on p.id = h.placed_by
      left join beneficiary b on b.id = h.beneficiary_id
      left join trust t on t.id = h.trust_id
      left join court_case c on c.id = h.case_id
      left join person s on s.id = h.person_id
     where ${where}
     order by h.id desc limit ${most ?? null}::int`);
  return rows;
}

async function recordRead(tx: Tx, rows: readonly Row[]): Promise<void> {
  const read = rows.map(({ reference, beneficiary_id }) => ({
    ref: reference,
    beneficiaryId: beneficiary_id === null ? null : Number(beneficiary_id),
  }));
  await recordReadings(tx, 'legal-hold.read', read);
}

function toHold(row: Row): LegalHold {
  return {
    reference: row.reference,
    kind: row.kind,
    code: row.code ?? '',
    name: row.name ?? 'not yours to see',
    matter: row.matter,
    reason: row.reason,
    placedBy: row.placer,
    placedAt: new Date(row.placed_at),
    liftings: row.liftings.map((lifting) => ({ ...lifting, at: new Date(lifting.at) })),
    stands: row.liftings.length < LIFTING,
  };
}
