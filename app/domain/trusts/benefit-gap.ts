import { daysBetween } from './legal-day';

/** A trust that helps nobody for so long is not doing its work: the loudest alert it can carry. */
const LONGEST_GAP_DAYS = 180;

/** Days since the last benefit, or since the books began where there was none; null while that is short enough. */
export function benefitGap(lastBenefitOn: string | null, beganOn: string, today: string): number | null {
  const days = daysBetween(lastBenefitOn ?? beganOn, today);
  return days >= LONGEST_GAP_DAYS ? days : null;
}
