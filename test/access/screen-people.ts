import { CAST, type CastId } from 'db/seed/cast';
import type { Role } from '~/access/roles';
import { enroll, openSession, operatorToken } from '../support/database';
import { plantDelegation } from '../support/plant-access';
import { seatTrustee } from '../support/seat-trustee';
import type { World } from '../support/world';

/** Who opens each screen, and how they stand to the records of T-0042 and its child KALACHUCHI-17. */
export interface ScreenPerson {
  role: string;
  relation: string;
  /** A session just begun; an empty text for nobody. */
  session(): Promise<string>;
}

type Rows = <R extends Record<string, unknown>>(text: string, values?: unknown[]) => Promise<R[]>;

/** Makes the people of the matrix in a seeded world. ACACIA-11 is a second child of the same trust, of another worker. */
export async function enrolScreenPeople(world: World): Promise<ScreenPerson[]> {
  const rows: Rows = (text, values) => world.db.asOperator(text, values);
  await rows("insert into beneficiary (code) values ('ACACIA-11')");
  await rows(`insert into subaccount (trust_id, beneficiary_id)
    select t.id, b.id from trust t, beneficiary b where t.code = 'T-0042' and b.code = 'ACACIA-11'`);
  const person = (role: string, relation: string, personId: number): ScreenPerson => ({
    role,
    relation,
    session: () => openSession(world.db, personId),
  });
  const cast = async (role: string, relation: string, id: CastId) => {
    const [row] = await rows<{ id: string }>('select id from person where email = $1', [CAST[id].email]);
    return person(role, relation, Number(row?.id));
  };
  const made = async (relation: string, role: Role, ...arranged: Array<string | Arrange>) => {
    const { personId } = await enroll(world.db, { name: `${role} ${relation}`, roles: [role] });
    for (const text of arranged) await (typeof text === 'string' ? rows(text, [personId]) : text(rows, personId));
    return person(WORDS[role] ?? role, relation, personId);
  };
  const standsIn = async () => {
    const { personId } = await enroll(world.db, { name: 'trustee stands in', roles: ['trustee'] });
    await plantDelegation(rows, personId);
    return person('trustee', 'stands in', personId);
  };
  await enroll(world.db, { name: 'trustee none', roles: ['trustee'] });
  const operator = await operatorToken(world.db);
  return [
    await cast('trustee', 'own', 'alvarez'),
    await made('other', 'trustee', term('T-0044', '2026-01-01')),
    await made('ended', 'trustee', term('T-0042', '2026-01-01', '2026-12-31')),
    await standsIn(),
    await cast('worker', 'own', 'dizon'),
    await made('same trust', 'caseworker', assignment('ACACIA-11')),
    await cast('worker', 'other', 'flores'),
    await made('ended', 'caseworker', assignment('KALACHUCHI-17', true)),
    await made('own', 'supervisor', supervision('dizon')),
    await made('other', 'supervisor', supervision('flores')),
    await made('ended', 'supervisor', supervision('dizon', true)),
    await made('own', 'guardian_ad_litem', assignment('KALACHUCHI-17')),
    await made('other', 'guardian_ad_litem', assignment('NIYOG-01')),
    await made('ended', 'guardian_ad_litem', assignment('KALACHUCHI-17', true)),
    await cast('finance', 'own', 'reyes'),
    await cast('finance', 'colleague', 'tan'),
    await cast('court', 'own', 'chambersZ'),
    await cast('court', 'other', 'chambersY'),
    await cast('auditor', 'all', 'lim'),
    await cast('admin', 'none', 'ocampo'),
    await made('role ended', 'trustee', term('T-0042', '2026-01-01'), ROLE_ENDED),
    { role: 'operator', relation: 'all', session: async () => operator },
    { role: 'nobody', relation: '', session: async () => '' },
  ];
}

const WORDS: Partial<Record<Role, string>> = { caseworker: 'worker', guardian_ad_litem: 'guardian' };
const ROLE_ENDED = 'update role_grant set ended_at = clock_timestamp() where person_id = $1';

type Arrange = (rows: Rows, personId: number) => Promise<unknown>;

const term =
  (trust: string, from: string, through?: string): Arrange =>
  (rows, person) =>
    seatTrustee(rows, { trust, person, from, through });

const assignment = (child: string, ended = false) =>
  `insert into case_assignment (beneficiary_id, person_id, starts_on, ended_at)
   select id, $1, '2026-01-01', ${ended ? 'clock_timestamp()' : 'null'} from beneficiary where code = '${child}'`;

const supervision = (worker: CastId, ended = false) =>
  `insert into supervision (supervisor_id, caseworker_id, starts_on, ended_at)
   select $1, id, '2026-01-01', ${ended ? 'clock_timestamp()' : 'null'} from person where email = '${CAST[worker].email}'`;
