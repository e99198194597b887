import type { Actor } from '~/access/actor';
import { ROLE_WORDS } from '~/access/roles';
import { powersInWords } from '~/domain/delegations/delegation';
import { type DelegationRecord, waitsForActor } from '~/domain/delegations/find-delegations.server';
import { dayWords, momentWords } from '~/ui/day-words';

/** A delegation as pages say it. */
export function delegationWords(row: DelegationRecord, actor: Actor, inWorld: (recorded: Date) => Date) {
  const isOver = row.state === 'ended' || row.state === 'over';
  return {
    id: row.id,
    who: `${row.delegate} for ${row.delegator}`,
    delegator: row.delegator,
    delegate: row.delegate,
    office: `${ROLE_WORDS[row.role]}${row.trustCode ? ` of ${row.trustCode}` : ''}`,
    may: powersInWords(row.role, row.powers),
    days: `${dayWords(row.startsOn)} to ${dayWords(row.endsOn)}`,
    reason: row.reason,
    state: stateWords(row, inWorld),
    waitsFor: waitsForActor(row, actor),
    mayEnd:
      !isOver &&
      (row.delegatorId === actor.personId ||
        row.delegateId === actor.personId ||
        actor.roles.includes('administrator')),
    isOver,
  };
}
export type DelegationLine = ReturnType<typeof delegationWords>;

function stateWords(row: DelegationRecord, inWorld: (recorded: Date) => Date): string {
  const agreed = row.agreed ? `agreed by ${row.agreed.by}` : null;
  switch (row.state) {
    case 'waits':
      return [
        row.accepted ? `Accepted by ${row.delegate}.` : `Waits for ${row.delegate} to accept.`,
        agreed ? `It is ${agreed}.` : 'Waits for an administrator to agree.',
      ].join(' ');
    case 'agreed':
      return `Begins ${dayWords(row.startsOn)}; ${agreed}`;
    case 'stands':
      return `Stands until ${dayWords(row.endsOn)}; ${agreed}`;
    case 'void':
      return 'Does not stand: the office has ended, or a duty or a case has come between';
    case 'ended':
      return row.ended
        ? `Ended ${momentWords(inWorld(row.ended.at))} by ${row.ended.by}: ${row.ended.reason}`
        : 'Ended';
    case 'over':
      return `Over since ${dayWords(row.endsOn)}`;
  }
}
