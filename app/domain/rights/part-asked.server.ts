import type { Tx } from 'db/client';
import type { Period } from './access-file';

/** Of whom a part is collected, for which request, and how much of it. */
export interface PartAsked {
  tx: Tx;
  reference: string;
  child: { id: number; code: string };
  /** Of the long parts; without an end, from "-infinity" through "infinity". */
  days: Period;
  /** One more than a part may have, so that it is seen where it has more. */
  limit: number;
  /** A recorded time on the calendar of this world, as ISO in UTC. */
  moment: (recorded: Date | string) => string;
}
