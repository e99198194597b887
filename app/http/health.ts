import type { RequestHandler } from 'express';
import type { AuditCopyState } from './load-context';

export interface ServerState {
  stopping: boolean;
  isReady: () => Promise<boolean>;
  auditCopy?: () => AuditCopyState;
}

/**
 * /healthz: the process answers, and "degraded" where the audit trail's copy off the database cannot be written, since when
 * and why. /readyz: it may be given work, which needs the database and no stop in progress.
 */
export function health(state: ServerState): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'GET' || !['/healthz', '/readyz'].includes(request.path)) return next();
    response.set('Cache-Control', 'no-store');
    if (request.path === '/healthz') {
      const fault = state.auditCopy?.().fault;
      return void response.json(fault ? { status: 'degraded', auditCopy: fault } : { status: 'ok' });
    }
    const ready = !state.stopping && (await state.isReady().catch(() => false));
    response.status(ready ? 200 : 503).json({ status: state.stopping ? 'stopping' : ready ? 'ready' : 'not ready' });
  };
}
