import type { Pool } from 'db/client';
import { faultFields, type Log } from '~/http/log';
import { linkEntries } from '~/ledger/link-entries.server';

/** An entry waits no longer than this for its link, unless its trust is never still. */
const EVERY_MS = 2_000;

/** Links entries as long as the server runs; answers how to stop, which waits for what is under way. */
export function keepLinked(pool: Pool, log: Log): () => Promise<void> {
  let stopped = false;
  let under = Promise.resolve();
  const again = () => {
    under = linkEntries(pool, false)
      .then(() => {})
      .catch((error: unknown) => log.error('link', faultFields(error)));
  };
  const timer = setInterval(() => void under.then(() => stopped || again()), EVERY_MS);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await under;
  };
}
