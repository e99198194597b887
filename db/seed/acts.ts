import { type Pool, type Tx, tx } from 'db/client';
import type { Actor } from '~/access/actor';
import type { CastId } from './cast';

type Work<T> = (tx: Tx, actor: Actor) => Promise<T>;
type Member = Actor & { token: string };

/** Runs one act in one transaction, as the person who would do it. */
export interface Acts {
  operator<T>(work: Work<T>): Promise<T>;
  as<T>(who: CastId, work: Work<T>): Promise<T>;
  know(who: CastId, member: Member): void;
  personId(who: CastId): number;
}

export function actsOf(pool: Pool, operator: { personId: number; token: string }): Acts {
  const members = new Map<CastId, Member>();
  const member = (who: CastId): Member => {
    const found = members.get(who);
    if (!found) throw new Error(`${who} is not enrolled yet`);
    return found;
  };
  const run = <T>(who: Member, work: Work<T>) => tx(pool, { token: who.token, requestId: 'seed' }, (q) => work(q, who));
  return {
    operator: (work) => run({ ...operator, name: 'Operator', roles: ['operator'] }, work),
    as: (who, work) => run(member(who), work),
    know: (who, known) => members.set(who, known),
    personId: (who) => member(who).personId,
  };
}
