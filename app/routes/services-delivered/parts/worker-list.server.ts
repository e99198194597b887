import { findBeneficiaries } from '~/domain/beneficiaries/get-beneficiary.server';
import { providerCodes } from '~/domain/beneficiaries/provider-codes.server';
import { findPlanItems } from '~/domain/care-plans/find-plan-items.server';
import { quantityWords, serviceWord } from '~/domain/services-delivered/service-words';
import type { Tx } from '~/http/guard.server';
import { type ChildPlan, leftOf } from './child-plan';

/** The worker's children by code, each with what the newest plan has left. */
export async function loadWorkerList(tx: Tx): Promise<ChildPlan[]> {
  const children = await findBeneficiaries(tx);
  const items = await findPlanItems(
    tx,
    children.map((child) => child.id),
  );
  const known = await providerCodes(tx, items);
  return children.map((child) => ({
    code: child.code,
    items: items
      .filter((item) => item.beneficiaryId === child.id)
      .map((item) => ({
        id: item.id,
        planVersion: item.planVersion,
        service: item.service,
        word: serviceWord(item.service),
        unit: item.unit,
        providerCode: item.providerCode,
        knownAs: known.get(`${item.beneficiaryId} ${item.providerId}`) ?? null,
        left: leftOf(item),
        planned: quantityWords(item.planned, item.unit),
        until: item.until,
      })),
  }));
}
