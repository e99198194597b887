import type { Pool } from 'db/client';
import type { Log } from './log';

/** What the server hands to every loader and action. */
export interface LoadContext {
  /** Stands in the page's security policy and on its scripts, new for each answer. */
  cspNonce: string;
  requestId: string;
  pool: Pool;
  /** Where the vault's process listens; empty where there is none, and reveals are refused. */
  vaultSocket: string;
  /** The one address of these pages, for links that leave them: "https://tutela.example". */
  publicOrigin: string;
  demo: boolean;
  /** The clock, in the demo world moved by whole days. */
  clock: () => Date;
  log: Log;
}
