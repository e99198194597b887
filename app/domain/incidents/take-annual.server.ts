import type { Tx } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { takeCopy } from '../audit/take-copy.server';

/** The number of a copy of a year's counts, in the trail before it is handed out. Throws what takeCopy does. */
export async function takeAnnual(tx: Tx, actor: Actor, year: string): Promise<string> {
  demand(actor, 'incident.export');
  return takeCopy(tx, {
    action: 'incidents.exported',
    recordType: 'incidents',
    recordRef: year,
    facts: { format: 'csv' },
  });
}
