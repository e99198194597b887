import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keyId, rawKey, readAnchor, sealAnchor } from '~/reports/verification/anchor';
import { expectSentence, type Installation, openInstallation } from './run-command';

// Each command is a process that starts from nothing, and two cores may be shared.
vi.setConfig({ testTimeout: 120_000 });

/** The standing checks, the signatures of approvals, and the comparison with the anchor beside them. */
const CHECKS = readdirSync('db/consistency').length + 2;

let here: Installation;
const text = (name: string) => here.read(name).toString();

beforeAll(async () => {
  here = await openInstallation();
  await here.tutela('seed');
  const written = await here.tutela('anchor', '--all', '--out', here.file('all.txt'));
  expect(written).toMatchObject({ status: 0, stderr: '' });
  expect(written.stdout).toMatch(
    /^T-0042: 26 entries, up to entry \d+\nT-0043: .*\nT-0044: .*\nThe anchor is in .*all\.txt\./,
  );
  const key = await here.tutela('anchor', '--public-key');
  here.write('key.pem', key.stdout);
});
afterAll(() => here.close());

describe('tutela anchor', () => {
  it('signs with a key that only its owner reads and no table holds, and keeps that it did', async () => {
    expect(statSync(here.file('anchor-key.pem')).mode & 0o777).toBe(0o600);
    const { publicKey, heads, installation } = readAnchor(text('all.txt'));
    expect(rawKey(createPublicKey(here.read('key.pem')))).toBe(publicKey);
    const kept = await here.asSuperuser(
      `select t.code as trust, a.length::int, a.entry_id::int as entry, encode(a.hash, 'hex') as hash, a.key_id, p.name
         from chain_anchor a join trust t on t.id = a.trust_id join person p on p.id = a.written_by order by 1`,
    );
    expect(kept).toEqual(heads.map((head) => ({ ...head, key_id: keyId(publicKey), name: 'Operator' })));
    expect(await here.asSuperuser('select id from installation')).toEqual([{ id: installation }]);
    const [event] = await here.asSuperuser(
      "select record_ref, facts from audit_event where action = 'chain.anchored' order by id",
    );
    expect(event).toEqual({
      record_ref: 'T-0042',
      facts: { entries: '26', hash: heads[0]?.hash, key: keyId(publicKey) },
    });
  });

  it('is refused with a sentence, and writes nothing, where it cannot be written or nothing is asked for', async () => {
    const before = text('all.txt');
    const [again, nowhere, nobody, unknown, noFile, both] = await Promise.all([
      here.tutela('anchor', '--all', '--out', here.file('all.txt')),
      here.tutela('anchor', '--all', '--out', here.file('no/such/folder.txt')),
      here.tutela('anchor', '--out', here.file('none.txt')),
      here.tutela('anchor', '--trust', 'T-9999', '--out', here.file('neither.txt')),
      here.tutela('anchor', '--all'),
      here.tutela('anchor', '--all', '--public-key'),
    ]);
    expectSentence(again, /all\.txt is there already\. An anchor is not written over\.\n$/);
    expectSentence(nowhere, /folder\.txt cannot be written \(ENOENT\)\.\n$/);
    expectSentence(nobody, 'Say whose books: --trust CODE, or --all.');
    expectSentence(unknown, 'There is no trust T-9999.');
    expectSentence(noFile, 'Say where the anchor goes: --out FILE.');
    expect(both?.status).toBe(1);
    expect(text('all.txt')).toBe(before);
    for (const name of ['none.txt', 'neither.txt']) expect(() => here.read(name)).toThrow(/ENOENT/);
    expect(await here.asSuperuser('select count(*)::int as n from chain_anchor')).toEqual([{ n: 3 }]);
  });

  it('refuses a key that others can read, one that is missing, and one of another kind', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const pem = (name: string, content: string, mode: number) => {
      chmodSync(here.write(name, content), mode);
      return here.file(name);
    };
    const signing = (file: string) => here.with({ TUTELA_ANCHOR_KEY: file }, 'anchor', '--public-key');
    const [open, missing, other, given] = await Promise.all([
      signing(pem('open.pem', text('anchor-key.pem'), 0o640)),
      signing(here.file('missing.pem')),
      signing(pem('rsa.pem', String(rsa), 0o600)),
      signing(pem('given.pem', text('anchor-key.pem'), 0o400)),
    ]);
    expectSentence(open, /^Others may read the signing key .*open\.pem\. Run: chmod 600 /);
    expectSentence(missing, /^TUTELA_ANCHOR_KEY names .*missing\.pem, and there is no such file\.\n$/);
    expectSentence(other, /rsa\.pem holds no Ed25519 private key\.\n$/);
    expect(given).toMatchObject({ status: 0, stdout: text('key.pem') });
  });
});

describe('tutela verify --anchor', () => {
  const verify = (file: string, ...more: string[]) => here.tutela('verify', '--anchor', here.file(file), ...more);
  const withKey = () => ['--public-key', here.file('key.pem')];

  it('says that nothing has changed, and by whose key; without one, what its own key proves and what it does not', async () => {
    const [given, own, one] = await Promise.all([
      verify('all.txt', ...withKey()),
      verify('all.txt'),
      verify('all.txt', ...withKey(), '--trust', 'T-0043'),
    ]);
    for (const ran of [given, own, one]) {
      expect(ran).toMatchObject({ status: 0, stderr: '' });
      expect(ran?.stdout).toMatch(/^holds {2}Nothing up to the anchor of \d{4}-\d\d-\d\d has changed or vanished/m);
    }
    const asJson = await verify('all.txt', '--json');
    expect(JSON.parse(asJson.stdout).at(-1)).toMatchObject({ check: 'anchor', rows: [] });
    expect(asJson.stderr).toMatch(/^Signed with this installation’s own key/);
    expect(given?.stdout).toMatch(/^Signed with the key in .*key\.pem \([0-9a-f]{16}\)\.$/m);
    expect(own?.stdout).toMatch(
      /No --public-key was given, so this shows that the file is ours, not that nobody who holds our key signed it anew\.$/m,
    );
  });

  it('refuses a file that is cut, changed, of another version, installation, trust or key, each with a sentence', async () => {
    const file = text('all.txt');
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    here.write('other.pem', String(publicKey.export({ type: 'spki', format: 'pem' })));
    const anchor = readAnchor(file);
    const head = anchor.heads[0] as (typeof anchor.heads)[0];
    const FILES: Array<[content: string, words: RegExp, ...more: string[]]> = [
      [file.slice(0, 300), /0\.txt is cut short, or was changed/, ...withKey()],
      [file.replace(' 26 ', ' 25 '), /1\.txt was changed after it was signed/, ...withKey()],
      [file.replace('anchor 1', 'anchor 2'), /2\.txt is an anchor of version 2; this program reads version 1\.\n$/],
      [
        file,
        /3\.txt was signed with another key \(\w{16}\) than the one in .*other\.pem \(\w{16}\)\.\n$/,
        '--public-key',
        here.file('other.pem'),
      ],
      [sealAnchor(anchor, privateKey), /4\.txt was signed with another key .* than this installation’s own/],
      [
        sealAnchor({ ...anchor, installation: '00000000-0000-4000-8000-000000000000' }, privateKey),
        /^This anchor is of another installation \(00000000-.*\) than this one \(.*\)\.\n$/,
        '--public-key',
        here.file('other.pem'),
      ],
      [
        sealAnchor({ ...anchor, heads: [{ ...head, trust: 'T-9999' }] }, privateKey),
        new RegExp(`^1 of ${CHECKS} checks found something\\.`),
        '--public-key',
        here.file('other.pem'),
      ],
      [
        sealAnchor({ ...anchor, heads: [head] }, privateKey),
        /^This anchor says nothing of T-0043\.\n$/,
        ...['--public-key', here.file('other.pem'), '--trust', 'T-0043'],
      ],
      ['', /is no anchor/],
      [file, /key-of-none\.pem\.\n$/, '--public-key', here.file('key-of-none.pem')],
      [file, /anchor-key\.pem is no Ed25519 public key/, '--public-key', here.file('anchor-key.pem')],
    ];
    const runs = await Promise.all(
      FILES.map(([content, , ...more], at) => {
        here.write(`${at}.txt`, content);
        return verify(`${at}.txt`, ...more);
      }),
    );
    FILES.forEach(([, words], at) => {
      expectSentence(runs[at], words);
    });
    expect(runs[6]?.stdout).toMatch(/^ {7}There is no trust T-9999, though its chain up to entry \d+ was anchored\.$/m);
    expectSentence(await verify('gone.txt'), /^There is no file .*gone\.txt\.\n$/);
    expectSentence(
      await here.tutela('verify', '--public-key', here.file('key.pem')),
      '--public-key is for an anchor or a trail.',
    );
  });

  it('names the trust, place and entry of a word that was changed', async () => {
    const change = (from: string, to: string) =>
      here.asSuperuser(`begin; alter table journal_entry disable trigger written_once;
        update journal_entry set description = replace(description, '${from}', '${to}') where id = (select entry_id from chain_link l join trust t on t.id = l.trust_id where t.code = 'T-0042' and place = 5);
        alter table journal_entry enable always trigger written_once; commit`);
    const [was] = await here.asSuperuser<{ description: string }>(
      "select description from chain_link l join trust t on t.id = l.trust_id join journal_entry e on e.id = entry_id where t.code = 'T-0042' and place = 5",
    );
    const word = /\w{4,}/.exec(was?.description ?? '')?.[0] as string;
    await change(word, `${word}x`);
    try {
      const ran = await verify('all.txt', ...withKey());
      expectSentence(ran, new RegExp(`^2 of ${CHECKS} checks found something\\.`));
      expect(ran.stdout).toMatch(/^ {7}In T-0042 entry \d+ at place 5 says something else than what was posted\.$/m);
      const signed = await here.tutela('anchor', '--all', '--out', here.file('unwritten.txt'));
      expectSentence(
        signed,
        /^In T-0042 entry \d+ at place 5 says something else than what was posted\. No anchor was written\.\n$/,
      );
      expect(() => here.read('unwritten.txt')).toThrow(/ENOENT/);
    } finally {
      await change(`${word}x`, word);
    }
    expect((await verify('all.txt', ...withKey())).status).toBe(0);
  });

  it('signs no chain that is whole but is not the one it signed before', async () => {
    const rewriting = (to: string) =>
      here.asSuperuser(`begin; alter table chain_anchor disable trigger written_once;
        update chain_anchor set hash = ${to} where trust_id = (select id from trust where code = 'T-0043');
        alter table chain_anchor enable always trigger written_once; commit`);
    await rewriting("sha256('x')");
    try {
      const of = (trust: string) => here.tutela('anchor', '--trust', trust, '--out', here.file(`${trust}.txt`));
      const [refused, signed] = await Promise.all([of('T-0043'), of('T-0044')]);
      expectSentence(
        refused,
        /^In T-0043 this does not hold: Every head that was signed, .* No anchor was written\.\n$/,
      );
      expect(signed).toMatchObject({ status: 0, stderr: '' });
    } finally {
      await rewriting(
        '(select hash from chain_link l where l.trust_id = chain_anchor.trust_id and l.place = chain_anchor.length)',
      );
    }
  });

  it('keeps each verification of all books: how many checks, and which found how much', async () => {
    const runs = await here.asSuperuser<{ checks: number; findings: Record<string, number> }>(
      'select checks, findings from verification_run order by id',
    );
    expect(runs).toContainEqual({ checks: CHECKS, findings: {} });
    expect(runs).toContainEqual({ checks: CHECKS, findings: { '30-entries-unchanged': 1, anchor: 1 } });
  });
});

describe('tutela verify --audit', () => {
  const exported = 'trail.jsonl';
  const verifyTrail = (name: string, ...more: string[]) =>
    here.tutela('verify', '--audit', here.file(name), '--public-key', here.file('key.pem'), ...more);
  beforeAll(async () => {
    expect(await here.tutela('export', '--audit', '--out', here.file(exported))).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it('needs the exported trail and the key, holds it to an anchor, and asks no database', async () => {
    expect(await verifyTrail(exported, '--anchor', here.file('all.txt'))).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /^\d+ events, each bound to all before it, up to [0-9a-f]{64}\.\n\d+ checkpoints hold, and bind it up to place \d+; nothing signed binds the \d+ events after it\.\n$/,
      ),
    });
    const elsewhere = { TUTELA_DATA_DIR: here.file('nowhere'), DATABASE_URL: 'postgres://127.0.0.1:1/none' };
    const args = ['verify', '--audit', here.file(exported), '--public-key', here.file('key.pem')];
    expect(await here.with(elsewhere, ...args)).toMatchObject({ status: 0, stderr: '' });
    const events = text(exported)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event?: string });
    const acts = events.filter(({ event }) => event && !event.includes('"records.bound"'));
    expect(acts.at(-1)?.event).toContain('"trail.exported"');
  });

  it('names the place of what was changed, and says each other refusal in a sentence', async () => {
    const lines = text(exported).split('\n');
    here.write(
      'edited.jsonl',
      lines
        .map((line, at) => (at === 9 ? line.replace('2027', '2028').replace('receipt', 'receipx') : line))
        .join('\n'),
    );
    here.write('cut.jsonl', lines.filter((line, at) => at < 20 || line.includes('checkpoint')).join('\n'));
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
    here.write('another.pem', String(other));
    const [edited, cut, another, gone, both] = await Promise.all([
      verifyTrail('edited.jsonl'),
      verifyTrail('cut.jsonl'),
      here.tutela('verify', '--audit', here.file(exported), '--public-key', here.file('another.pem')),
      verifyTrail('gone.jsonl'),
      verifyTrail(exported, '--trust', 'T-0042'),
    ]);
    expectSentence(edited, /^One thing was found\. This trail is not to be relied on/);
    expect(edited?.stdout).toBe(
      'The event at place 10 is not bound as it was: it, or the link before it, was changed.\n',
    );
    expectSentence(cut, /found\. This trail is not to be relied on/);
    expect(cut?.stdout).toMatch(
      /^The trail ends at place 20; what was signed at .* what came after place 20 is gone\.$/m,
    );
    expectSentence(another, /found/);
    expect(another?.stdout).toMatch(/^The checkpoint numbered 1 was signed with another key \([0-9a-f]{16}\)\.$/m);
    expectSentence(gone, /^There is no file or folder .*gone\.jsonl\.\n$/);
    expectSentence(both, 'The audit trail is one for all trusts.');
  });
});
