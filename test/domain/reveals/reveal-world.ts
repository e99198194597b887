import { randomUUID } from 'node:crypto';
import { seedCast } from 'db/seed/seed-cast';
import type { Actor } from '~/access/actor';
import type { Role } from '~/access/roles';
import { decideReveal } from '~/domain/reveals/decide-reveal.server';
import { openReveal } from '~/domain/reveals/open-reveal.server';
import { type RevealRequest, requestReveal } from '~/domain/reveals/request-reveal.server';
import type { Item } from '~/domain/reveals/reveal';
import { actAs, cloneDatabase, enroll, type TestDatabase } from '../../support/database';
import { seatTrustee } from '../../support/seat-trustee';
import { openTestVault, type TestVault } from '../../support/vault';

export type Person = Actor & { token: string };

/** A child of the demo world with people who may ask about it, and a vault that knows it. */
export interface RevealWorld {
  db: TestDatabase;
  vault: TestVault;
  worker(code?: string): Promise<Person>;
  trustee(trust?: string): Promise<Person>;
  person(...roles: Role[]): Promise<Person>;
  ask(who: Person, input?: Partial<RevealRequest>): Promise<string>;
  decide(who: Person, reference: string, decision?: 'agreed' | 'refused'): Promise<unknown>;
  open(who: Person, reference: string, item?: Item): ReturnType<typeof openReveal>;
  /** A reveal whose times lie where a test wants them, in seconds from now. */
  plant(
    who: Person,
    second: Person,
    times: { asked: number; expires: number; openUntil?: number; opened?: number },
  ): Promise<string>;
  stop(): Promise<void>;
}

export const CHILD = 'NIYOG-01';

export async function openRevealWorld(): Promise<RevealWorld> {
  const db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  const vault = await openTestVault(db, { identities: true });
  const person = async (...roles: Role[]): Promise<Person> => {
    const name = `${roles[0]} ${randomUUID().slice(0, 4)}`;
    return { ...(await enroll(db, { name, roles })), name, roles };
  };
  return {
    db,
    vault,
    person,
    worker: async (code = CHILD) => {
      const found = await person('caseworker');
      await db.asOperator(
        "insert into case_assignment (beneficiary_id, person_id, starts_on) select id, $2, '2026-01-01' from beneficiary where code = $1",
        [code, found.personId],
      );
      return found;
    },
    trustee: async (trust = 'T-0043') => {
      const found = await person('trustee');
      await seatTrustee(db.asOperator, { trust, person: found.personId, from: '2026-01-01' });
      return found;
    },
    ask: async (who, input = {}) => {
      const whole: RevealRequest = {
        key: randomUUID(),
        code: CHILD,
        path: 'agreed',
        item: 'name',
        purpose: 'sealed_filing',
        reason: 'The sealed annex of the account asks for it.',
        ticket: '',
        askedOf: null,
        ...input,
      };
      return (await actAs(db, who.token, (q) => requestReveal(q, who, whole))).reference;
    },
    decide: (who, reference, decision = 'agreed') =>
      actAs(db, who.token, (q) =>
        decideReveal(q, who, { key: randomUUID(), reference, decision, reason: 'The order names the annex.' }),
      ),
    open: (who, reference, item = 'name') =>
      openReveal(vault.socket, who, { token: who.token, requestId: randomUUID(), reference, item }),
    plant: async (who, second, times) => {
      const reference = `V-TEST-${randomUUID().slice(0, 8)}`;
      const at = (seconds: number) => `clock_timestamp() + interval '${seconds} seconds'`;
      const [row] = await db.asOperator<{ id: string }>(
        `insert into reveal_request (reference, beneficiary_id, path, item, purpose, reason, ticket, requested_by, asked_of, requested_at, expires_at)
         select $1, id, 'agreed', 'name', 'care', 'planted by a test', '', $2, $3, ${at(times.asked)}, ${at(times.expires)} from beneficiary where code = '${CHILD}'
         returning id`,
        [reference, who.personId, second.personId],
      );
      if (times.openUntil !== undefined)
        await db.asOperator(
          `insert into reveal_decision (request_id, decided_by, decision, reason, decided_at, open_until)
           values ($1, $2, 'agreed', 'planted', ${at(times.asked)}, ${at(times.openUntil)})`,
          [row?.id, second.personId],
        );
      if (times.opened !== undefined)
        await db.asOperator(
          `insert into reveal_opening (request_id, person_id, opened_at) values ($1, $2, ${at(times.opened)})`,
          [row?.id, who.personId],
        );
      return reference;
    },
    stop: async () => {
      await vault.stop();
      await db.drop();
    },
  };
}
