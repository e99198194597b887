import type { RequestHandler } from 'express';

/** /healthz: the process answers. /readyz: it may be given work, which needs the database and no stop in progress. */
export function health(state: { stopping: boolean; isReady: () => Promise<boolean> }): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'GET' || !['/healthz', '/readyz'].includes(request.path)) return next();
    response.set('Cache-Control', 'no-store');
    if (request.path === '/healthz') return void response.json({ status: 'ok' });
    const ready = !state.stopping && (await state.isReady().catch(() => false));
    response.status(ready ? 200 : 503).json({ status: state.stopping ? 'stopping' : ready ? 'ready' : 'not ready' });
  };
}
