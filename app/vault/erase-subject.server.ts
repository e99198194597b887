import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import type { Erasure, ErasureRegister, SignedLine } from './erasure-register.server';
import type { OpenVault } from './open-vault.server';
import { logReading } from './read-log.server';

/**
 * Erases an identity that two people agreed to erase: open_erasure() in the database decides, and throws ER001 to ER009. The
 * line goes to the register first: if this transaction is lost, the next opening of the vault erases by it, and nobody
 * reads meanwhile; asked again, the same line is used. Throws Refusal 'vault.nothing' where the vault has no identity of
 * this child.
 */
export async function eraseSubject(tx: Tx, { register }: OpenVault, { reference }: { reference: string }) {
  const { rows } = await tx.execute<Granted>(
    sql`select beneficiary_id, agreed_by::int[] as agreed_by, clock_timestamp() as now from open_erasure(${reference})`,
  );
  const granted = rows[0] as Granted;
  const subject = await lockSubject(tx, Number(granted.beneficiary_id));
  const signed =
    register.lineOf(subject.id) ??
    register.add({
      subject: subject.id,
      reference,
      erasedAt: new Date(granted.now).toISOString(),
      agreedBy: granted.agreed_by,
      dataKey: subject.data_key,
      kekVersion: subject.kek,
    });
  await forget(tx, register);
  await close(tx, reference, subject, signed, register.publicKey);
  await logReading(tx, { act: 'erase', purpose: reference, subject: subject.id, fields: subject.fields });
  return { line: signed.line };
}

interface Granted extends Record<string, unknown> {
  beneficiary_id: string;
  agreed_by: number[];
  now: string;
}

interface Subject extends Record<string, unknown> {
  id: string;
  data_key: number | null;
  kek: number | null;
  fields: string[];
  index_rows: number;
}

async function lockSubject(tx: Tx, beneficiary: number): Promise<Subject> {
  const { rows } = await tx.execute<Subject>(sql`
    select s.id, k.id as data_key, k.kek_version as kek,
           array(select field from vault.field f where f.subject_id = s.id order by field) as fields,
           (select count(*)::int from vault.blind_index b where b.subject_id = s.id) as index_rows
      from vault.subject s left join vault.data_key k on k.subject_id = s.id
     where s.kind = 'beneficiary' and s.record_id = ${beneficiary} for update of s`);
  if (!rows[0])
    throw new Refusal('vault.nothing', 'The vault has no identity of this child. There is nothing to erase.');
  return rows[0];
}

/** By the whole register, as at each opening: so that what this database has seen of it is never less than it erased. */
async function forget(tx: Tx, register: ErasureRegister): Promise<void> {
  await tx.execute(
    sql`select vault.forget(${sql.param(register.subjects())}::uuid[], ${register.lines}, ${register.headAt(register.lines)})`,
  );
}

async function close(tx: Tx, reference: string, subject: Subject, signed: SignedLine, key: string): Promise<void> {
  // Of the line, not of the rows: where a lost transaction is done again, a restored database may have erased them before.
  const { dataKey, kekVersion } = JSON.parse(signed.text) as Erasure;
  await tx.execute(sql`select close_erasure(${reference}, ${subject.fields.length}, ${subject.index_rows}, ${dataKey}::int,
    ${kekVersion}::int, ${signed.text}, ${signed.signature}, ${key})`);
}
