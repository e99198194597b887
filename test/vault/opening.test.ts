import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IDENTITIES } from 'db/seed/identities';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newKey } from '~/vault/envelope.server';
import { sealKeys } from '~/vault/key-sources.server';
import type { Question } from '~/vault/protocol';
import { serveLines } from '~/vault/serve-vault.server';
import { shareText, splitSecret } from '~/vault/shares.server';
import { socketPath } from '~/vault/socket-path.server';
import { CHILD, openRevealWorld, type Person, type RevealWorld } from '../domain/reveals/reveal-world';
import { operatorToken } from '../support/database';

let world: RevealWorld;
let operator: string;
let reader: { who: Person; reference: string };
const NAME = IDENTITIES.find((item) => item.code === CHILD)?.values.name as string;
beforeAll(async () => {
  world = await openRevealWorld();
  operator = await operatorToken(world.db);
  const [who, second] = [await world.worker(), await world.trustee()];
  reader = { who, reference: await world.plant(who, second, { asked: -60, expires: 86_400, openUntil: 3600 }) };
});
afterAll(() => world?.stop());

const keys = () => path.join(world.vault.folder, 'keys.json');
const status = () => world.vault.ask({ ask: 'status' });
const read = () => world.open(reader.who, reader.reference).then(({ value }) => value);
const unseal = (share: string) => world.vault.ask({ ask: 'unseal', share });

/** Everything a person or the operator can ask of the vault's identities. */
const everyQuestion = (): Question[] => {
  const asked = { token: operator, requestId: 'q' };
  return [
    { ask: 'reveal', ...asked, token: reader.who.token, reference: reader.reference, item: 'name' },
    { ask: 'find', ...asked, name: NAME },
    { ask: 'keep', ...asked, kind: 'beneficiary', code: CHILD, values: { contact: '000 555 0199' } },
    { ask: 'erase', ...asked, reference: 'E-2027-0001' },
    { ask: 'rotate', ...asked, what: 'root' },
  ];
};

describe('a wrong key', () => {
  it('keeps the vault shut, with a sentence for its keepers and another for people, until the right one is back', async () => {
    const right = readFileSync(keys());
    const put = (content: string | Buffer, mode = 0o600) => {
      writeFileSync(keys(), content);
      chmodSync(keys(), mode);
    };
    const another = (version: number) => JSON.stringify({ [version]: newKey().toString('base64') });
    for (const [lay, sentence] of [
      [() => put(another(1)), 'The vault’s key version 1 is not the one that its identities are sealed under.'],
      [() => put(another(2)), 'The vault’s key version 1 is not in the key source.'],
      [() => put('nonsense'), 'There are no keys in'],
      [() => put(right, 0o644), 'can be read by others. Run: chmod 600'],
    ] as const) {
      lay();
      await world.vault.restart();
      const { state, problem } = await status();
      expect([state, problem?.replaceAll("'", '’')]).toEqual(['shut', expect.stringContaining(sentence)]);
      for (const question of everyQuestion())
        await expect(world.vault.ask(question)).rejects.toMatchObject({
          code: 'vault.shut',
          message: expect.stringContaining('The vault is shut'),
        });
    }
    put(right);
    await world.vault.restart();
    expect(await status()).toEqual({ state: 'open' });
    expect(await read()).toBe(NAME);
  });
});

describe('a vault that was sealed', () => {
  it('starts sealed, refuses every question with a sentence, and opens to two of the three shares', async () => {
    await expect(unseal('tutela-1-00-00')).rejects.toMatchObject({ code: 'vault.not-sealed' });
    const [one, two, three] = sealKeys(world.vault.folder) as [string, string, string];
    expect(existsSync(keys())).toBe(false);
    for (const pair of [
      [one, two],
      [three, one],
    ] as const) {
      await world.vault.restart();
      expect(await status()).toEqual({ state: 'sealed' });
      const stays = async () => {
        expect(await status()).toEqual({ state: 'sealed' });
        for (const question of everyQuestion())
          await expect(world.vault.ask(question)).rejects.toMatchObject({
            code: 'vault.sealed',
            message: 'The vault is sealed. Two of its keepers open it, each with a share. No details were shown.',
          });
      };
      await stays();
      await expect(unseal(`${one}0`)).rejects.toMatchObject({ message: 'That is not a share, or it was mistyped.' });
      expect(await unseal(pair[0])).toEqual({ sharesNeeded: 1 });
      expect(await unseal(pair[0])).toEqual({ sharesNeeded: 1 });
      await stays();
      const foreign = splitSecret(newKey()).map(shareText)[pair[0] === three ? 1 : 2] as string;
      await expect(unseal(foreign)).rejects.toMatchObject({
        message: 'These two shares do not open the vault. Give both again.',
      });
      await stays();
      expect(await unseal(pair[0])).toEqual({ sharesNeeded: 1 });
      expect(await unseal(pair[1])).toEqual({ sharesNeeded: 0 });
      expect(await status()).toEqual({ state: 'open' });
      expect(await read()).toBe(NAME);
    }
  });
});

describe('where the vault listens', () => {
  afterEach(() => vi.unstubAllEnvs());
  const long = path.join(tmpdir(), 'x'.repeat(120));
  /** The folder of a long path's socket, which a test may have to make another's. */
  const shortFolder = () => {
    const folder = path.dirname(socketPath(long));
    rmSync(folder, { recursive: true });
    return folder;
  };

  it('is in the data folder, or where it is told, or in a folder of its own where the path is too long', () => {
    vi.stubEnv('TUTELA_VAULT_SOCKET', undefined);
    expect(socketPath('/srv/tutela')).toBe('/srv/tutela/vault.sock');
    const found = socketPath(long);
    expect(Buffer.byteLength(found)).toBeLessThanOrEqual(103);
    expect(statSync(path.dirname(found)).mode & 0o777).toBe(0o700);
    expect(socketPath(long)).toBe(found);
    expect(socketPath(`${long}y`)).not.toBe(found);
    vi.stubEnv('TUTELA_VAULT_SOCKET', '/run/vault.sock');
    expect(socketPath('/srv/tutela')).toBe('/run/vault.sock');
  });

  it('is never in a folder that others can change, nor behind a link', () => {
    vi.stubEnv('TUTELA_VAULT_SOCKET', undefined);
    const folder = shortFolder();
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o770);
    expect(() => socketPath(long)).toThrow('is not this account’s alone'.replace('’', "'"));
    rmSync(folder, { recursive: true });
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'tutela-elsewhere-'));
    symlinkSync(elsewhere, folder);
    expect(() => socketPath(long)).toThrow("is not this account's alone");
    rmSync(folder);
    rmSync(elsewhere, { recursive: true });
  });

  it('is open to this account alone, once, and again after a process that was killed', async () => {
    expect(statSync(world.vault.socket).mode & 0o777).toBe(0o600);
    await expect(serveLines(world.vault.socket, async () => '')).rejects.toThrow('Another vault listens at');
    const folder = path.join(world.vault.folder, 'shared');
    mkdirSync(folder);
    const left = path.join(folder, 'left.sock');
    writeFileSync(left, '');
    const server = await serveLines(left, async () => '');
    expect([statSync(left).isSocket(), statSync(left).mode & 0o777]).toEqual([true, 0o600]);
    await new Promise((resolve) => server.close(resolve));
    // A folder that lends its group is how a vault under an account of its own is reached by the pages.
    chmodSync(folder, 0o2750);
    const lent = await serveLines(left, async () => '');
    expect(statSync(left).mode & 0o777).toBe(0o660);
    await new Promise((resolve) => lent.close(resolve));
  });
});
