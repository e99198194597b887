import type { Pool } from 'db/client';
import type { Log } from './log';
import type { CodeAppKeys } from './sign-in/code-app-keys.server';
import type { SignOn } from './sign-in/sign-on.server';

/** How far the audit trail's copy off the database reaches, and why it cannot be written, where it cannot. */
export interface AuditCopyState {
  /** The newest place in it; null until it was looked at. */
  through: number | null;
  fault: { code: string; since: Date } | null;
}

/** What the server hands to every loader and action. */
export interface LoadContext {
  /** Stands in the page's security policy and on its scripts, new for each answer. */
  cspNonce: string;
  requestId: string;
  /** The client's address: the connection's own, or what a proxy named in TRUSTED_PROXY says; empty where it is none. */
  address: string;
  pool: Pool;
  /** Where the vault's process listens; empty where there is none, and reveals are refused. */
  vaultSocket: string;
  /** The one address of these pages, for links that leave them: "https://tutela.example". */
  publicOrigin: string;
  /** The organisation that signs its people on, where there is one. */
  signOn: SignOn | null;
  /** What the secrets of code apps are sealed under. */
  codeAppKeys: CodeAppKeys;
  demo: boolean;
  /** The clock, in the demo world moved by whole days. */
  clock: () => Date;
  log: Log;
  /** Null where these pages are served by no server that keeps a copy. */
  auditCopy: (() => AuditCopyState) | null;
}
