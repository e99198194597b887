import type { Request, RequestHandler, Response } from 'express';
import { refuse } from '../refuse';

const MB = 1024 * 1024;
const FORM_LIMIT = 1 * MB;
export const FILE_LIMIT = 25 * MB;
/** What is still read of a body that is too large, so that the browser shows the answer and not a broken connection. */
const DRAIN_LIMIT = 100 * MB;

/** Bounds what may be sent: 25 MB where books are imported, also while they wait for a factor; 1 MB elsewhere. The length is announced. */
export const bodyGate: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  const announced = request.headers['content-length'];
  if (announced === undefined && request.headers['transfer-encoding'] !== undefined) {
    afterDraining(request, response, () =>
      refuse(response, 'gate.length', 411, 'Nothing was done', 'The length of what was sent was not announced.'),
    );
    return;
  }
  const limit = takesFile(request) ? FILE_LIMIT : FORM_LIMIT;
  if (Number(announced ?? 0) <= limit) return next();
  const sentence = takesFile(request)
    ? `The file is larger than ${FILE_LIMIT / MB} MB. Split it by month and import the parts in order. Nothing was imported.`
    : `A form holds at most ${FORM_LIMIT / MB} MB. Nothing was recorded.`;
  afterDraining(request, response, () => refuse(response, 'gate.size', 413, 'Too large', sentence));
};

function takesFile(request: Request): boolean {
  const waiting = /^\/confirm(\.data)?$/.test(request.path) && typeof request.query.next === 'string';
  return /^\/trusts\/[^/]+\/import(\.data)?$/.test(waiting ? String(request.query.next) : request.path);
}

function afterDraining(request: Request, response: Response, answer: () => void): void {
  let read = 0;
  request.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > DRAIN_LIMIT) request.destroy();
  });
  request.once('end', () => {
    response.set('Connection', 'close');
    answer();
  });
}
