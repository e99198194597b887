import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { Refusal } from '~/access/refusal';
import { childrenNamed, refuseTooMany } from './find-by-name.server';
import type { Field } from './identity-fields';
import { keepIdentity } from './keep-identity.server';
import type { OpenVault } from './open-vault.server';
import type { TakenIn } from './protocol';
import { logReading } from './read-log.server';
import { readField } from './reveal-item.server';

type Values = Partial<Record<Field, string>>;

export interface Intake {
  /** A uuid made with the form: the same form sent twice takes nobody in twice. */
  key: string;
  /** Every code there is, in random order. */
  codes: string[];
  children: { values: Values; apart: boolean }[];
}

/**
 * Takes children in, each under a code that nobody has had, and seals what is given of them: all of them or none. A child
 * whose name is known is not taken in unless the asker says that it is another (`apart`). Throws Refusal 'vault.value',
 * 'vault.searched', 'vault.one', 'key.reused'; RV012, BC001.
 */
export async function takeIn(tx: Tx, vault: OpenVault, { key, codes, children }: Intake): Promise<TakenIn> {
  // One after the other: two forms about one child would each find nobody of that name yet.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('vault.take-in'))`);
  const before = await takenInBefore(tx, key);
  if (before.length > 0) return answerAgain(tx, vault, before, children);
  await refuseMany(tx, children.length);
  const known = await findKnown(tx, vault, children);
  if (known.length > 0) return { codes: [], known };
  const given: string[] = [];
  for (const [place, { values }] of children.entries()) {
    const { rows } = await tx.execute<{ id: string; code: string }>(
      sql`select beneficiary_id as id, code from take_in_beneficiary(${sql.param(codes)}::text[])`,
    );
    const taken = rows[0] as { id: string; code: string };
    await keepIdentity(tx, vault, { kind: 'beneficiary', code: taken.code, values });
    await tx.execute(sql`
      insert into vault.intake (key, place, beneficiary_id, taken_by) values (${key}, ${place}, ${taken.id}, sec.person())`);
    given.push(taken.code);
  }
  return { codes: given, known };
}

/** Many at once are brought in by the operator's command; a form is about one child. */
async function refuseMany(tx: Tx, many: number): Promise<void> {
  const { rows } = await tx.execute<{ operator: boolean }>(sql`select sec.has_role('operator') as operator`);
  if (many !== 1 && !rows[0]?.operator) throw new Refusal('vault.one', 'A form takes one child in.');
}

/** A look for names is counted and kept also where it finds somebody, so that nobody can ask on and on. */
async function findKnown(tx: Tx, vault: OpenVault, children: Intake['children']): Promise<number[]> {
  await refuseTooMany(tx);
  const known: number[] = [];
  let apart = 0;
  for (const [place, child] of children.entries()) {
    if ((await childrenNamed(tx, vault, child.values.name ?? '')).length === 0) continue;
    if (child.apart) apart += 1;
    else known.push(place);
  }
  const outcome = `${known.length} of ${children.length} known, ${apart} taken in as another`;
  await logReading(tx, { act: 'find', purpose: 'intake', fields: ['name'], outcome });
  return known;
}

interface Before extends Record<string, unknown> {
  id: string;
  mine: boolean;
}

async function takenInBefore(tx: Tx, key: string): Promise<Before[]> {
  const { rows } = await tx.execute<Before>(
    sql`select beneficiary_id as id, taken_by = sec.person() as mine from vault.intake where key = ${key} order by place`,
  );
  return rows;
}

/** The same form again is answered with the codes it was given; with other answers in it, it is refused. */
async function answerAgain(tx: Tx, vault: OpenVault, before: Before[], children: Intake['children']): Promise<TakenIn> {
  const codes: string[] = [];
  for (const [place, { id, mine }] of before.entries()) {
    for (const [field, value] of Object.entries(children[place]?.values ?? {}) as [Field, string][])
      if (!mine || (await readField(tx, vault, Number(id), field))?.value !== value)
        throw new Refusal(
          'key.reused',
          'This form was sent before with other answers. Open the page anew and send it again.',
        );
    const { rows } = await tx.execute<{ codes: string[] }>(
      sql`select beneficiary_codes(array[${id}]::bigint[]) as codes`,
    );
    codes.push(...(rows[0]?.codes ?? []));
  }
  return { codes, known: [] };
}
