import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IDENTITIES } from 'db/seed/identities';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newKey, openNamed, sealNamed } from '~/vault/envelope.server';
import { transitService } from '~/vault/key-service.server';
import { keySource } from '~/vault/key-sources.server';
import { serviceSource } from '~/vault/service-source.server';
import { CHILD, openRevealWorld, type RevealWorld } from '../domain/reveals/reveal-world';
import { operatorToken } from '../support/database';

/** A key service of this machine, as the transit engine answers; `manner` decides how it behaves. */
type Manner = 'well' | 'slow' | 'nonsense' | 'another key' | 'error' | 'elsewhere';
const TOKEN = 'a token of this test';
let server: Server;
let address: string;
let manner: Manner = 'well';
let asked: string[] = [];
const masters = new Map([['tutela', newKey()]]);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const say = (status: number, body: unknown) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const [, verb = '', name = ''] = /^\/v1\/transit\/(encrypt|decrypt)\/(.+)$/.exec(request.url ?? '') ?? [];
  asked.push(verb);
  const master = masters.get(name);
  if (request.headers.authorization !== `Bearer ${TOKEN}` || !master)
    return say(403, { errors: ['permission denied'] });
  if (manner === 'slow') return;
  if (manner === 'nonsense') return say(200, '<html>Welcome</html>');
  if (manner === 'another key') return say(200, { data: { plaintext: 'c2hvcnQ=', ciphertext: 'x' } });
  if (manner === 'error') return say(503, { errors: ['sealed'] });
  if (manner === 'elsewhere') return void response.writeHead(307, { Location: 'http://127.0.0.1:1/' }).end();
  const body = JSON.parse(text) as { plaintext: string; ciphertext: string; associated_data: string };
  try {
    if (verb === 'encrypt') {
      const sealed = sealNamed(master, body.associated_data, Buffer.from(body.plaintext, 'base64'));
      return say(200, { data: { ciphertext: `vault:v1:${sealed.toString('base64')}` } });
    }
    const sealed = Buffer.from(body.ciphertext.replace('vault:v1:', ''), 'base64');
    return say(200, { data: { plaintext: openNamed(master, body.associated_data, sealed).toString('base64') } });
  } catch {
    return say(400, { errors: ['cipher: message authentication failed'] });
  }
}

let folder: string;
const tokenFile = () => path.join(folder, 'token');
const service = (patienceMs = 5000) => transitService({ address, key: 'tutela', tokenFile: tokenFile(), patienceMs });
const begin = async (port = 0) => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/transit`;
};
const end = () =>
  new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });

beforeAll(() => begin());
afterAll(end);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tutela-kms-'));
  writeFileSync(tokenFile(), `${TOKEN}\n`, { mode: 0o600 });
  manner = 'well';
  asked = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('root keys wrapped by a key service', () => {
  it('are made, read again, added and let go; none stands in the folder', async () => {
    const source = serviceSource(folder, service());
    const first = (await source.open())?.get(1) as Buffer;
    expect(asked).toEqual(['encrypt', 'decrypt']);
    expect((await serviceSource(folder, service()).open())?.get(1)).toEqual(first);
    const both = await source.add(2);
    expect([...both.keys()]).toEqual([1, 2]);
    for (const name of readdirSync(folder)) {
      const content = readFileSync(path.join(folder, name));
      for (const key of both.values()) {
        expect(content.includes(key)).toBe(false);
        expect(content.includes(key.toString('base64'))).toBe(false);
      }
    }
    expect([...(await source.drop(1)).keys()]).toEqual([2]);
    expect((await source.open())?.get(2)).toEqual(both.get(2));
  });

  it('are bound to their version: one put in the place of another does not open', async () => {
    const source = serviceSource(folder, service());
    await source.open();
    await source.add(2);
    const file = path.join(folder, 'keys.wrapped.json');
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    writeFileSync(file, JSON.stringify({ 1: kept[2], 2: kept[1] }));
    await expect(source.open()).rejects.toThrow('refused, with status 400');
  });

  it('cannot be had, each time with its sentence: down, slow, nonsense, another’s, sealed, sent elsewhere, a wrong token', async () => {
    const source = serviceSource(folder, service(300));
    const sentence = () => source.open().then(String, (error: Error) => error.message);
    await source.open();
    for (const [how, words] of [
      ['slow', /^The key service at http:\S+ does not answer within 0\.3 seconds\.$/],
      ['nonsense', /answered what is no answer of a key service\.$/],
      ['another key', /answered what is no root key of the vault\.$/],
      ['error', /refused, with status 503\.$/],
      ['elsewhere', /does not answer\.$/],
    ] as const) {
      manner = how;
      expect([how, await sentence()]).toEqual([how, expect.stringMatching(words)]);
    }
    manner = 'well';
    writeFileSync(tokenFile(), 'another token');
    expect(await sentence()).toMatch(/does not take the vault's token/);
    chmodSync(tokenFile(), 0o644);
    expect(await sentence()).toMatch(/^The token for the key service at \S+ can be read by others\. Run: chmod 600/);
    rmSync(tokenFile());
    expect(await sentence()).toMatch(/^The token for the key service is not at/);
    writeFileSync(tokenFile(), TOKEN, { mode: 0o600 });
    const { port } = server.address() as AddressInfo;
    await end();
    expect(await sentence()).toMatch(/does not answer\.$/);
    await begin(port);
    expect(await sentence()).toContain('Map');
  });

  it('are never asked for over a network in the clear', () => {
    for (const bad of ['http://vault.example/v1/transit', 'ftp://127.0.0.1/', 'vault', ''])
      expect(() => transitService({ address: bad, key: 'k', tokenFile: tokenFile() })).toThrow(
        'has to be an https address',
      );
    expect(() =>
      transitService({ address: 'https://vault.example/v1/transit', key: 'k', tokenFile: tokenFile() }),
    ).not.toThrow();
  });
});

describe('a vault whose keys a service wraps', () => {
  let world: RevealWorld;
  beforeAll(async () => {
    const keys = mkdtempSync(path.join(tmpdir(), 'tutela-kms-token-'));
    writeFileSync(path.join(keys, 'token'), TOKEN, { mode: 0o600 });
    settings = { TUTELA_VAULT_KMS: address, TUTELA_VAULT_KMS_TOKEN_FILE: path.join(keys, 'token') };
    set();
    world = await openRevealWorld();
  });
  afterAll(() => world?.stop());
  let settings: Record<string, string>;
  const set = () => {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  };

  it('reads, rotates, stays shut with a sentence while the service is away, and opens when it is back', async () => {
    set();
    expect(readdirSync(world.vault.folder)).not.toContain('keys.json');
    const [who, second] = [await world.worker(), await world.trustee()];
    const reference = await world.plant(who, second, { asked: -60, expires: 86_400, openUntil: 3600 });
    const read = async () => (await world.open(who, reference)).value;
    const name = IDENTITIES.find((item) => item.code === CHILD)?.values.name;
    expect(await read()).toBe(name);
    await world.vault.ask({ ask: 'rotate', token: await operatorToken(world.db), requestId: 'r', what: 'root' });
    expect(Object.keys(JSON.parse(readFileSync(path.join(world.vault.folder, 'keys.wrapped.json'), 'utf8')))).toEqual([
      '2',
    ]);
    manner = 'error';
    await world.vault.restart();
    expect(await world.vault.ask({ ask: 'status' })).toEqual({
      state: 'shut',
      problem: expect.stringContaining('refused, with status 503.'),
    });
    await expect(read()).rejects.toMatchObject({ code: 'vault.shut' });
    manner = 'well';
    await world.vault.keeper.open();
    expect(await read()).toBe(name);
  });

  it('says which setting is missing', () => {
    vi.stubEnv('TUTELA_VAULT_KMS', address);
    vi.stubEnv('TUTELA_VAULT_KMS_TOKEN_FILE', undefined);
    expect(() => keySource(folder, { live: true })).toThrow('TUTELA_VAULT_KMS_TOKEN_FILE is not set');
  });
});
