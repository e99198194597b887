import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveBehindGates, type TestServer } from '../support/server';

let server: TestServer;
let reached = 0;

beforeAll(async () => {
  server = await serveBehindGates(() => async (request, response) => {
    reached += 1;
    if (request.path === '/slow') await sleep(300);
    if (request.path === '/fault') throw new Error('CANARY Juana dela Cruz');
    response.json({ headers: request.headers, nonce: response.locals.cspNonce });
  });
});
afterAll(() => server.stop(100));

const form = (headers: Record<string, string>, path = '/sign-in') =>
  server.ask(path, {
    method: 'POST',
    body: 'a=b',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  });

describe('a form', () => {
  it('is taken from a page of ours, with and without the newer headers', async () => {
    expect((await form({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
    expect((await form({ Origin: server.origin })).status).toBe(200);
    expect((await form({ Origin: `http://127.0.0.1:${server.port}` })).status).toBe(200);
  });

  it('from elsewhere, or from nowhere, is refused on pages, on resources and on .data alike', async () => {
    const before = reached;
    for (const path of ['/sign-in', '/accountings/A-1/document.pdf', '/sign-in.data', '/disbursements/D-1/approval']) {
      expect((await form({ Origin: 'https://evil.example' }, path)).status).toBe(403);
      expect((await form({ 'Sec-Fetch-Site': 'same-site', Origin: 'https://sister.example' }, path)).status).toBe(403);
      expect((await form({ Origin: 'null' }, path)).status).toBe(403);
      expect((await form({}, path)).status).toBe(403);
    }
    const spoken = { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' };
    expect((await form(spoken)).status).toBe(403);
    expect(reached).toBe(before);
  });

  it('to ?_data= is refused even from ourselves, however it is written', async () => {
    for (const query of ['_data=routes%2Fx', 'a=1&_data', '%5Fdata=x', '_d%61ta=x']) {
      expect((await form({ Origin: server.origin }, `/sign-in?${query}`)).status).toBe(400);
    }
  });
});

describe('a request', () => {
  it('under another name is refused', async () => {
    expect((await server.ask('/', { headers: { Host: 'evil.example' } })).status).toBe(421);
    expect((await server.ask('/', { headers: { Host: `localhost:${server.port + 1}` } })).status).toBe(421);
    expect((await server.ask('/')).status).toBe(200);
  });

  it('loses what would speak for a proxy or the framework', async () => {
    const headers = {
      'X-Forwarded-Host': 'evil.example:8443',
      'X-Forwarded-For': '1.2.3.4',
      'X-Remix-Reload': '1',
      Forwarded: 'host=evil',
    };
    const { text } = await server.ask('/', { headers });
    expect(Object.keys(JSON.parse(text).headers).filter((name) => /forwarded|remix/.test(name))).toEqual([]);
  });

  it('by a method that nothing here speaks is refused', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      expect((await server.ask('/', { method, headers: { Origin: server.origin } })).status).toBe(405);
    }
  });

  it('is answered with walls, and a new nonce each time', async () => {
    const [one, two] = await Promise.all([server.ask('/'), server.ask('/')]);
    const { nonce } = JSON.parse(one.text);
    expect(one.headers['content-security-policy']).toContain(`script-src 'nonce-${nonce}' 'strict-dynamic'`);
    expect(one.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(JSON.parse(two.text).nonce).not.toBe(nonce);
    expect(one.headers).toMatchObject({
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(one.headers['content-security-policy']).toMatch(
      /default-src 'none'.*frame-ancestors 'none'.*base-uri 'none'/,
    );
    for (const name of ['x-powered-by', 'server', 'access-control-allow-origin'])
      expect(one.headers[name]).toBeUndefined();
  });
});

describe('a connection', () => {
  it.each([
    ['two lengths', 'Content-Length: 4\r\nContent-Length: 5\r\n\r\na=b&c'],
    [
      'a length and pieces',
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /two HTTP/1.1\r\n\r\n',
    ],
    ['pieces of another kind', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\nGET /two HTTP/1.1\r\n\r\n'],
    ['a head that is folded', 'X-One: 1\r\n Content-Length: 9\r\n\r\n'],
  ])('that could be read as two requests is refused: %s', async (_, rest) => {
    const before = reached;
    const head = `POST /sign-in HTTP/1.1\r\nHost: localhost:${server.port}\r\nOrigin: ${server.origin}\r\n`;
    expect(await spoken(`${head}${rest}`)).toMatch(/^HTTP\/1\.1 (400|411) /);
    expect(reached).toBe(before);
  });
});

/** Exactly these bytes on a connection, and what comes back before it ends. */
function spoken(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').setTimeout(2_000, () => socket.destroy());
    socket.on('data', (text) => {
      heard += text;
      socket.end();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
  });
}

describe('a client’s address', () => {
  const seenBy = async (trusted: readonly string[] | undefined, said: string) => {
    const own = await serveBehindGates(
      () => (request, response) => {
        response.json({ address: response.locals.address, host: request.hostname, protocol: request.protocol });
      },
      undefined,
      trusted,
    );
    const lies = { 'X-Forwarded-For': said, 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' };
    const answer = await own.ask('/', { headers: lies });
    await own.stop(100);
    return JSON.parse(answer.text) as { address: string; host: string; protocol: string };
  };

  it('is the connection’s, unless the connection is that of a proxy that is named', async () => {
    expect((await seenBy(undefined, '192.0.2.7')).address).toBe('127.0.0.1');
    expect((await seenBy(['10.0.0.1'], '192.0.2.7')).address).toBe('127.0.0.1');
    expect((await seenBy(['127.0.0.1'], '192.0.2.7')).address).toBe('192.0.2.7');
    // What the client itself has put before the proxy's own word is not believed.
    expect((await seenBy(['127.0.0.1'], '203.0.113.9, 192.0.2.7')).address).toBe('192.0.2.7');
  });

  it('is all that is taken of it: host and scheme stay our own', async () => {
    expect(await seenBy(['127.0.0.1'], '192.0.2.7')).toMatchObject({ host: 'localhost', protocol: 'http' });
  });
});

describe('what is sent', () => {
  const mb = (n: number) => Buffer.alloc(n * 1024 * 1024, 'x');
  const send = (path: string, body: Buffer) =>
    server.ask(path, {
      method: 'POST',
      body,
      headers: { Origin: server.origin, 'Content-Type': 'multipart/form-data; boundary=x' },
    });

  it('may be 25 MB where books are imported, and 1 MB elsewhere', async () => {
    expect((await send('/trusts/T-0042/import', mb(24))).status).toBe(200);
    expect((await send('/confirm?next=%2Ftrusts%2FT-0042%2Fimport', mb(24))).status).toBe(200);
    expect((await send('/confirm?next=%2Ftrusts', mb(2))).status).toBe(413);
    expect((await send('/receipts/new', mb(2))).status).toBe(413);
  });

  it('of 50 MB is answered with a sentence, not with a broken connection', async () => {
    const answer = await send('/trusts/T-0042/import', mb(50));
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('The file is larger than 25 MB.');
    expect(answer.text).toContain('Nothing was imported.');
  });
});

describe('the log', () => {
  it('carries codes only: no query, no body, no message, no address that was made up', async () => {
    await server.ask('/disbursements/CANARY-1?name=CANARY');
    await server.ask('/CANARY/secret');
    const fault = await server.ask('/fault');
    expect(fault.status).toBe(500);
    expect(fault.text).not.toContain('CANARY');
    expect(server.logged.join('\n')).not.toContain('CANARY');
    expect(server.logged.join('\n')).toContain('/disbursements/:ref');
  });
});

describe('stopping', () => {
  it('finishes the request in flight, and says it is not ready meanwhile', async () => {
    const own = await serveBehindGates(() => async (request, response) => {
      if (request.path === '/slow') await sleep(400);
      response.send('done');
    });
    expect((await own.ask('/readyz')).status).toBe(200);
    const inFlight = own.ask('/slow');
    await sleep(100);
    own.state.stopping = true;
    expect((await own.ask('/readyz')).status).toBe(503);
    const began = Date.now();
    await own.stop(5_000);
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(await inFlight).toMatchObject({ status: 200, text: 'done', headers: { connection: 'close' } });
    await expect(own.ask('/')).rejects.toThrow('ECONNREFUSED');
  });

  it('cuts off a request that never ends', async () => {
    const own = await serveBehindGates(() => () => {});
    const hanging = own.ask('/').catch((error: NodeJS.ErrnoException) => error.code);
    await sleep(50);
    await own.stop(200);
    expect(await hanging).toBe('ECONNRESET');
  });
});
