import { Decimal, ZERO } from '~/money/amount';

/**
 * What one defendant owes one victim, joint and several: his cap less what he paid, and never more than the victim is
 * still owed. Each owes until the victim is whole; the balances are not added up.
 * United States v. Salti, No. 21-3183 (10th Cir. 2023); 18 USC 3664(h). Money in suspense pays nobody's debt.
 */
export function owed({
  cap,
  appliedFromDefendant,
  victimRemaining,
}: {
  cap: Decimal;
  appliedFromDefendant: Decimal;
  victimRemaining: Decimal;
}): Decimal {
  return Decimal.max(ZERO, Decimal.min(cap.minus(appliedFromDefendant), victimRemaining));
}

/** What the victim is still owed: the loss less what was applied and offset, never below zero. */
export function victimRemaining({
  lossFound,
  applied,
  offsets = ZERO,
}: {
  lossFound: Decimal;
  applied: Decimal;
  offsets?: Decimal;
}): Decimal {
  return Decimal.max(ZERO, lossFound.minus(applied).minus(offsets));
}
