import type { Tx } from 'db/client';
import { type Actor, demand } from '~/access/actor';
import { NotFound } from '~/access/refusal';
import { takeCopy } from '../audit/take-copy.server';
import { getErasure } from './find-erasures.server';

/** Hands out a copy of a done erasure's certificate, once it is in the trail who took it. Throws NotFound, and what takeCopy does. */
export async function exportCertificate(tx: Tx, actor: Actor, reference: string) {
  demand(actor, 'erasure.export');
  const erasure = await getErasure(tx, reference);
  const { done } = erasure;
  if (!done) throw new NotFound();
  const number = await takeCopy(tx, {
    action: 'erasure.exported',
    recordType: 'erasure',
    recordRef: reference,
    beneficiaryId: erasure.beneficiaryId,
    facts: { format: 'json' },
  });
  return { erasure, done, number };
}
