import type { CastId } from './cast';

interface TermSpec {
  trust: string;
  who: CastId;
  from: string;
  to?: string;
  /** The court's order by which they were appointed. */
  order: string;
}

const FIRST_42 = 'Order of Jan 3, 2025, ECF 41';
const FIRST_43 = 'Order of Oct 27, 2025, ECF 112';
const FIRST_44 = 'Order of Oct 27, 2025, ECF 113';

/** The cast's trustees, all of whom accepted on their first day and gave notice before the demo world begins. */
export const TERMS: readonly TermSpec[] = [
  { trust: 'T-0042', who: 'alvarez', from: '2025-01-06', order: FIRST_42 },
  { trust: 'T-0042', who: 'chua', from: '2025-01-06', order: FIRST_42 },
  { trust: 'T-0042', who: 'santos', from: '2025-06-02', order: 'Order of May 28, 2025, ECF 57' },
  { trust: 'T-0043', who: 'alvarez', from: '2025-11-01', order: FIRST_43 },
  { trust: 'T-0043', who: 'chua', from: '2025-11-01', order: FIRST_43 },
  { trust: 'T-0043', who: 'santos', from: '2025-11-01', order: FIRST_43 },
  { trust: 'T-0044', who: 'alvarez', from: '2025-11-01', to: '2026-09-30', order: FIRST_44 },
  { trust: 'T-0044', who: 'chua', from: '2025-11-01', order: FIRST_44 },
  { trust: 'T-0044', who: 'santos', from: '2026-10-01', order: 'Order of Sep 24, 2026, ECF 141' },
];
