import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { decideErasure } from '~/domain/erasures/decide-erasure.server';
import { executeErasure } from '~/domain/erasures/execute-erasure.server';
import type { HeldKind } from '~/domain/erasures/legal-hold';
import { liftLegalHold } from '~/domain/erasures/lift-legal-hold.server';
import { placeLegalHold } from '~/domain/erasures/place-legal-hold.server';
import { requestErasure } from '~/domain/erasures/request-erasure.server';
import { actAs, operatorToken } from '../../support/database';
import { openRevealWorld, type Person, type RevealWorld } from '../reveals/reveal-world';

/** A child whose last money left more than ten years ago, known to the vault, with those who may ask and agree. */
export interface Leaver {
  code: string;
  id: number;
  trust: string;
  name: string;
  worker: Person;
  first: Person;
  second: Person;
}

export interface ErasureWorld extends RevealWorld {
  leaver(options?: { lastMoney?: string }): Promise<Leaver>;
  request(who: Person, code: string): Promise<string>;
  agree(who: Person, reference: string, decision?: 'agreed' | 'refused'): Promise<unknown>;
  /** Asked by the worker, agreed by both. */
  agreed(child: Leaver): Promise<string>;
  erase(who: Person, reference: string): ReturnType<typeof executeErasure>;
  hold(who: Person, code: string, kind?: HeldKind): Promise<string>;
  lift(who: Person, reference: string): Promise<unknown>;
}

export async function openErasureWorld(): Promise<ErasureWorld> {
  const world = await openRevealWorld();
  const { db, vault } = world;
  const operator = await operatorToken(db);
  const finance = await world.person('finance');
  const rows = <R extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
    db.asOperator<R>(text, values);
  const idOf = async (text: string, values: unknown[]) => Number((await rows<{ id: string }>(text, values))[0]?.id);

  const post = (trust: number, subaccount: number, day: string, ways: [string, string]) =>
    actAs(db, finance.token, (q) =>
      q.execute(sql`select post_journal_entry(${trust}, 'bank_interest', ${day}, null, 'Interest', 'Bank', 'interest', ${randomUUID().slice(0, 8)},
        'bank', ${randomUUID()}, '', null, array['asset:cash', 'receipt:interest'], array[${subaccount}, ${subaccount}]::bigint[], array['income', 'income'],
        array[${ways[0]}, ${ways[1]}]::numeric[], array[null, null]::text[], array[null, null]::bigint[], array[null, null]::numeric[])`),
    );

  let number = 7000;
  const leaver = async ({ lastMoney = '2016-03-01' } = {}): Promise<Leaver> => {
    number += 1;
    const trust = `T-${number}`;
    const code = `DUHAT-${number}`;
    const name = `Sagimsiñ Pawilan Dimakilala ${number}`;
    const id = await idOf('insert into beneficiary (code) values ($1) returning id', [code]);
    const trustId = await idOf(
      "insert into trust (code, court_name, docket, opened_on, instrument_section) values ($1, 'Court', $2, '2015-01-01', '4.2') returning id",
      [trust, `ZZZ-${number}`],
    );
    const subaccount = await idOf('insert into subaccount (trust_id, beneficiary_id) values ($1, $2) returning id', [
      trustId,
      id,
    ]);
    await post(trustId, subaccount, '2015-06-01', ['75.00', '-75.00']);
    await post(trustId, subaccount, lastMoney, ['-75.00', '75.00']);
    const values = { name, birth_date: '1998-04-05', contact: '000 555 0151', guardian: `Ina ng ${name}` };
    await vault.ask({ ask: 'keep', token: operator, requestId: 'keep', kind: 'beneficiary', code, values });
    return {
      ...{ code, id, trust, name },
      worker: await world.worker(code),
      first: await world.trustee(trust),
      second: await world.trustee(trust),
    };
  };

  const request = async (who: Person, code: string) => {
    const input = {
      key: randomUUID(),
      code,
      basis: 'own_request',
      reason: 'Of age, and asked for it in writing.',
      ticket: '',
    } as const;
    return (await actAs(db, who.token, (q) => requestErasure(q, who, input))).reference;
  };
  const agree = (who: Person, reference: string, decision: 'agreed' | 'refused' = 'agreed') =>
    actAs(db, who.token, (q) =>
      decideErasure(q, who, { key: randomUUID(), reference, decision, reason: 'I have read the letter.' }),
    );
  return {
    ...world,
    leaver,
    request,
    agree,
    agreed: async (child) => {
      const reference = await request(child.worker, child.code);
      await agree(child.first, reference);
      await agree(child.second, reference);
      return reference;
    },
    erase: (who, reference) =>
      executeErasure(vault.socket, who, { token: who.token, requestId: randomUUID(), reference }),
    hold: async (who, code, kind = 'beneficiary') => {
      const input = {
        key: randomUUID(),
        kind,
        code,
        matter: 'Matter 26-114',
        reason: 'A claim against a defendant is open.',
      };
      return (await actAs(db, who.token, (q) => placeLegalHold(q, who, input))).reference;
    },
    lift: (who, reference) =>
      actAs(db, who.token, (q) =>
        liftLegalHold(q, who, { key: randomUUID(), reference, reason: 'The claim has ended without appeal.' }),
      ),
  };
}
