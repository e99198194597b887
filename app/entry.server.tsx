import { Transform } from 'node:stream';
import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import type { LoadContext } from '~/http/load-context';
import { faultFields } from '~/http/log';
import { PageRequest } from '~/ui/page-request';

const ABORT_MS = 10_000;

/** Streams a page; a reader that runs no script gets it whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const { cspNonce, requestId, log } = loadContext as unknown as LoadContext;
  const whole = isbot(request.headers.get('User-Agent') ?? '') || remix.isSpaMode;
  return new Promise((resolve, reject) => {
    let began = false;
    const answer = () => {
      began = true;
      const body = withoutZeros();
      headers.set('Content-Type', 'text/html; charset=utf-8');
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }));
      pipe(body);
    };
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(
      <PageRequest.Provider value={{ cspNonce, requestId }}>
        <RemixServer context={remix} url={request.url} abortDelay={ABORT_MS} nonce={cspNonce} />
      </PageRequest.Provider>,
      {
        nonce: cspNonce,
        [whole ? 'onAllReady' : 'onShellReady']: answer,
        onShellError: reject,
        onError(error: unknown) {
          failed = true;
          // Before the page began, the error goes on to the server, which notes it once.
          if (began) log.error('fault', { requestId, ...faultFields(error) });
        },
      },
    );
    setTimeout(abort, ABORT_MS + 1000).unref();
  });
}

/** React 18 fills its buffer up with zero bytes where a letter of several bytes does not fit in its end; no page has any. */
function withoutZeros(): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) =>
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk),
  });
}

/** Faults of loaders and actions were noted by the guard; what reaches here is a page that was left, or a wrong address. */
export function handleError(): void {}
