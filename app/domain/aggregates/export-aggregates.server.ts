import type { Tx } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { takeCopy } from '../audit/take-copy.server';
import { getAggregates } from './find-aggregates.server';

/** Hands out a copy of a published table, once it is in the trail who took it. Throws NotFound, and what takeCopy does. */
export async function exportAggregates(tx: Tx, actor: Actor, name: string) {
  demand(actor, 'aggregate.export');
  const published = await getAggregates(tx, name);
  const number = await takeCopy(tx, {
    action: 'aggregates.exported',
    recordType: 'aggregates',
    recordRef: name,
    facts: { format: 'csv' },
  });
  return { published, number };
}
