import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import { listen, stopListening } from '~/http/listen';
import { createLog } from '~/http/log';
import { type Origins, originsFor } from '~/http/origins';
import { behindGates } from '~/http/server';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface TestServer {
  origin: string;
  port: number;
  origins: Origins;
  state: { stopping: boolean; isReady: () => Promise<boolean> };
  /** The lines that were logged. */
  logged: string[];
  /** A request with exactly these headers: fetch would add and refuse some of its own. */
  ask(
    path: string,
    options?: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
  ): Promise<Answer>;
  stop(patienceMs?: number): Promise<void>;
}

/** The real gates on a free port, before pages of the test's own; as if behind a proxy with https, under `publicOrigin`. */
export async function serveBehindGates(
  pagesFor: (origins: Origins) => RequestHandler,
  clientFolder?: string,
  trustedProxies?: readonly string[],
  publicOrigin = '',
): Promise<TestServer> {
  const logged: string[] = [];
  const log = createLog({ write: (line: string) => void logged.push(line) });
  const state = { stopping: false, isReady: async () => true };
  const { server } = await listen((request, response) => app(request, response), {
    host: '127.0.0.1',
    port: 0,
    exact: true,
  });
  const { port } = server.address() as AddressInfo;
  const origins = originsFor(port, publicOrigin);
  const optional = { ...(clientFolder && { clientFolder }), ...(trustedProxies && { trustedProxies }) };
  const app = behindGates({ origins, log, state, pages: pagesFor(origins), ...optional });
  return {
    origin: `http://localhost:${port}`,
    port,
    origins,
    state,
    logged,
    ask: (path, options) => ask(port, path, options),
    stop: (patienceMs) => stopListening(server, patienceMs),
  };
}

function ask(port: number, path: string, options: Parameters<TestServer['ask']>[1] = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const asked = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        agent: false,
        headers: { Host: `localhost:${port}`, ...length, ...headers },
      },
      (response) => {
        let text = '';
        // A letter of more than one byte may come in two parts.
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
        response.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
