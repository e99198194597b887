import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { NotFound } from '~/access/refusal';
import { recordReadings } from '../audit/record-readings.server';
import type { Item } from '../reveals/reveal';
import type { Asker, Ground, Proof, RightKind } from './right';

export interface RightAnswer {
  /** One of the three: the copy's number, the new version in the vault, the note beside the record. */
  copy: string | null;
  version: number | null;
  note: string | null;
  by: string;
  at: Date;
}

export interface Right {
  reference: string;
  kind: RightKind;
  beneficiaryId: number;
  code: string;
  asker: Asker;
  proof: Proof;
  receivedOn: string;
  dueOn: string;
  item: Item | null;
  record: string | null;
  statement: string;
  recordedBy: { id: number; name: string };
  recordedAt: Date;
  decision: {
    by: string;
    decision: 'agreed' | 'refused';
    ground: Ground | null;
    reason: string;
    at: Date;
  } | null;
  answers: RightAnswer[];
  /** The legal day, by which the clock counts. */
  today: string;
}

interface Row extends Record<string, unknown> {
  reference: string;
  kind: RightKind;
  beneficiary_id: string;
  code: string;
  asker: Asker;
  proof: Proof;
  received_on: string;
  due_on: string;
  item: Item | null;
  record: string | null;
  statement: string;
  recorded_by: string;
  recorder: string;
  recorded_at: string;
  decider: string | null;
  decision: 'agreed' | 'refused';
  ground: Ground | null;
  reason: string;
  decided_at: string;
  answers: (Omit<RightAnswer, 'at'> & { at: string })[];
  today: string;
}

const MOST = 100;

/** The requests of children that the actor may see: those still open first, by their due day. */
export const findRights = (tx: Tx): Promise<Right[]> => select(tx, sql`true`);

/** Those that say of this child's records that they are wrong, whatever came of it. */
export const findRectifications = (tx: Tx, beneficiaryId: number): Promise<Right[]> =>
  select(tx, sql`r.kind = 'rectification' and r.beneficiary_id = ${beneficiaryId}`);

/** Throws NotFound for an unknown reference and for one that is not the actor's to see alike. */
export async function getRight(tx: Tx, reference: string): Promise<Right> {
  const [found] = await select(tx, sql`r.reference = ${reference}`);
  if (!found) throw new NotFound();
  return found;
}

async function select(tx: Tx, where: ReturnType<typeof sql>): Promise<Right[]> {
  const { rows } = await tx.execute<Row>(sql`
    select r.reference, r.kind, r.beneficiary_id, b.code, r.asker, r.proof, r.received_on::text as received_on, r.due_on::text as due_on,
           r.item, r.record, r.statement, r.recorded_by, q.name as recorder, r.recorded_at,
           p.name as decider, d.decision, d.ground, d.reason, d.decided_at,
           coalesce((select json_agg(json_build_object('copy', a.copy, 'version', a.version, 'note', a.note, 'by', w.name, 'at', a.answered_at) order by a.id)
              from rights_answer a join person w on w.id = a.answered_by where a.request_id = r.id), '[]'::json) as answers,
           legal_today()::text as today
      from rights_request r
      join beneficiary b on b.id = r.beneficiary_id
      join person q on q.id = r.recorded_by
      left join rights_decision d on d.request_id = r.id
      left join person p on p.id = d.decided_by
     where ${where}
     order by (d.decision = 'refused' or exists (select from rights_answer a where a.request_id = r.id)) is true, r.due_on, r.id
     limit ${MOST}`);
  await recordReadings(
    tx,
    'rights.read',
    rows.map(({ reference, beneficiary_id }) => ({ ref: reference, beneficiaryId: Number(beneficiary_id) })),
  );
  return rows.map(toRight);
}

function toRight(row: Row): Right {
  return {
    reference: row.reference,
    kind: row.kind,
    beneficiaryId: Number(row.beneficiary_id),
    code: row.code,
    asker: row.asker,
    proof: row.proof,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    item: row.item,
    record: row.record,
    statement: row.statement,
    recordedBy: { id: Number(row.recorded_by), name: row.recorder },
    recordedAt: new Date(row.recorded_at),
    decision: row.decider === null ? null : toDecision(row, row.decider),
    answers: row.answers.map((answer) => ({ ...answer, at: new Date(answer.at) })),
    today: row.today,
  };
}

function toDecision({ decision, ground, reason, decided_at }: Row, by: string): Right['decision'] {
  return { by, decision, ground, reason, at: new Date(decided_at) };
}
