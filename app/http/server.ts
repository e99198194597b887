import path from 'node:path';
import { createRequestHandler } from '@remix-run/express';
import { installGlobals, type ServerBuild } from '@remix-run/node';
import compression from 'compression';
import type { Pool } from 'db/client';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { bodyGate } from './gates/body-gate';
import { csrfGate } from './gates/csrf-gate';
import { headerGate, methodGate } from './gates/header-gate';
import { hostGate } from './gates/host-gate';
import { rateLimits } from './gates/rate-limits';
import { markRequest, securityHeaders } from './gates/security-headers';
import { health, type ServerState } from './health';
import type { AuditCopyState, LoadContext } from './load-context';
import { faultFields, type Log } from './log';
import type { Origins } from './origins';
import { plainPage } from './refuse';
import { requestLog } from './request-log';
import type { CodeAppKeys } from './sign-in/code-app-keys.server';
import { plainAddress } from './sign-in/network';
import type { SignOn } from './sign-in/sign-on.server';

export interface GatesOptions {
  origins: Origins;
  log: Log;
  state: ServerState;
  /** The addresses of proxies whose word for a client's address counts; nobody's, where none is named. */
  trustedProxies?: readonly string[];
  /** What lies behind the gates. */
  pages: RequestHandler;
  /** The folder of built files for the browser. */
  clientFolder?: string;
}

/** The server without its pages: every gate, in the order in which a request meets them. */
export function behindGates(options: GatesOptions): Express {
  const { origins, log, state } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustedProxies ?? false);
  app.use(markRequest, requestLog(log));
  app.use(securityHeaders({ https: origins.publicOrigin.startsWith('https:') }));
  app.use((_request, response, next) => {
    if (state.stopping) response.set('Connection', 'close');
    next();
  });
  app.use(health(state));
  app.use(hostGate(origins), headerGate(origins), methodGate, csrfGate(origins), bodyGate);
  app.use(compression());
  if (options.clientFolder) app.use(builtFiles(options.clientFolder));
  app.use(rateLimits());
  // Express 4 does not listen for a handler's promise: a rejection would hang the request and end the process.
  app.use((request, response, next) => void Promise.resolve(options.pages(request, response, next)).catch(next));
  const onFault: ErrorRequestHandler = (error, _request, response, _next) => {
    log.error('fault', { requestId: String(response.locals.requestId), ...faultFields(error) });
    if (response.headersSent) return void response.destroy();
    plainPage(response, 500, 'Something went wrong', 'The fault is ours and was noted. Go back and try again.');
  };
  app.use(onFault);
  return app;
}

/** The pages as Remix built them, behind the gates. */
export function remixPages(
  build: ServerBuild,
  given: {
    pool: Pool;
    origins: Origins;
    signOn?: SignOn | null;
    codeAppKeys: CodeAppKeys;
    demo: boolean;
    clock: () => Date;
    log: Log;
    vaultSocket?: string;
    auditCopy?: () => AuditCopyState;
  },
): RequestHandler {
  installGlobals({ nativeFetch: true });
  return createRequestHandler({
    build,
    mode: 'production',
    getLoadContext: (_request, response) =>
      ({
        cspNonce: String(response.locals.cspNonce),
        requestId: String(response.locals.requestId),
        address: plainAddress(String(response.locals.address)),
        pool: given.pool,
        vaultSocket: given.vaultSocket ?? '',
        publicOrigin: given.origins.publicOrigin,
        signOn: given.signOn ?? null,
        codeAppKeys: given.codeAppKeys,
        demo: given.demo,
        clock: given.clock,
        log: given.log,
        auditCopy: given.auditCopy ?? null,
      }) satisfies LoadContext,
  }) as RequestHandler;
}

/** A file that is not there is no fault of ours and nothing for the pages; and no folder answers, not by a way to its list either. */
function builtFiles(folder: string): RequestHandler {
  const router = express.Router();
  const files = { index: false, redirect: false } as const;
  router.use(
    '/assets',
    // The name of a built file holds a hash of what is in it.
    express.static(path.join(folder, 'assets'), { ...files, immutable: true, maxAge: '1y' }),
    (_request, response) => plainPage(response, 404, 'Not found', 'There is nothing under this address.'),
  );
  router.use(express.static(folder, { ...files, maxAge: '1h' }));
  return router;
}
