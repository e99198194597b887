import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type ApprovalSignature,
  type ApprovedRequest,
  approvalChallenge,
  countOfUses,
  signatureProblem,
} from '~/access/approval-signature';

const ORIGIN = 'https://tutela.example';
const NONCE = 'n'.repeat(43);
const request: ApprovedRequest = { requestHash: 'a'.repeat(64), personId: 7 };
const other: ApprovedRequest = { requestHash: 'b'.repeat(64), personId: 7 };

interface Key {
  privateKey: KeyObject;
  publicKey: string;
}

function keyOf(kind: 'ec' | 'ed25519' | 'rsa'): Key {
  const pair =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ed25519');
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
  return { privateKey: pair.privateKey, publicKey: spki.toString('base64url') };
}

const mine = keyOf('ec');
const anothers = keyOf('ec');
const keys = new Map([['mine', mine.publicKey]]);

interface Answer {
  approved?: ApprovedRequest;
  key?: Key;
  credentialId?: string;
  site?: string;
  flags?: number;
  said?: object;
}

/** As an authenticator answers: WebAuthn, section 6.3.3. */
function answerOf({
  approved = request,
  key = mine,
  credentialId = 'mine',
  site = 'tutela.example',
  flags = 5,
  said,
}: Answer = {}) {
  const data = Buffer.concat([createHash('sha256').update(site).digest(), Buffer.from([flags, 0, 0, 1, 2])]);
  const clientData = Buffer.from(
    JSON.stringify({
      type: 'webauthn.get',
      challenge: approvalChallenge(approved, NONCE),
      origin: ORIGIN,
      crossOrigin: false,
      ...said,
    }),
  );
  const signedOver = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
  const hash = key.privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return {
    nonce: NONCE,
    credentialId,
    publicKey: key.publicKey,
    origin: ORIGIN,
    authenticatorData: data.toString('base64url'),
    clientData: clientData.toString('base64url'),
    signature: sign(hash, signedOver, key.privateKey).toString('base64url'),
  } satisfies ApprovalSignature;
}

describe('an approval’s signature', () => {
  it('binds the request, the person and the nonce, by a fixed text', () => {
    const text = `approve‖v1‖${request.requestHash}‖7‖${NONCE}`;
    expect(approvalChallenge(request, NONCE)).toBe(createHash('sha256').update(text, 'utf8').digest('base64url'));
  });

  it('says in whose place it was approved, and is of no other', () => {
    const text = `approve‖v1‖${request.requestHash}‖7‖for‖3‖${NONCE}`;
    const standsIn = { ...request, forPersonId: 3 };
    expect(approvalChallenge(standsIn, NONCE)).toBe(createHash('sha256').update(text, 'utf8').digest('base64url'));
    expect(signatureProblem(standsIn, answerOf({ approved: standsIn }), keys)).toBeNull();
    for (const approved of [request, { ...request, forPersonId: 4 }])
      expect(signatureProblem(approved, answerOf({ approved: standsIn }), keys)).toBe('it signs something else');
  });

  it.each(['ec', 'ed25519', 'rsa'] as const)('of a passkey of the kind %s is right', (kind) => {
    const key = keyOf(kind);
    expect(signatureProblem(request, answerOf({ key }), new Map([['mine', key.publicKey]]))).toBeNull();
  });

  it.each<[string, ApprovedRequest, ApprovalSignature, string]>([
    ['another request’s', request, answerOf({ approved: other }), 'it signs something else'],
    ['a changed request’s', other, answerOf(), 'it signs something else'],
    ['another person’s decision', { ...request, personId: 8 }, answerOf(), 'it signs something else'],
    ['another nonce’s', request, { ...answerOf(), nonce: 'm'.repeat(43) }, 'it signs something else'],
    ['another person’s key', request, answerOf({ key: anothers }), 'the key is not one of this person'],
    ['an unknown key’s', request, answerOf({ credentialId: 'unknown' }), 'the key is not one of this person'],
    [
      'a key under a name of mine',
      request,
      { ...answerOf({ key: anothers }), publicKey: mine.publicKey },
      'the signature is not of this key',
    ],
    ['a new passkey’s', request, answerOf({ said: { type: 'webauthn.create' } }), 'it is not an answer of a passkey'],
    ['other pages’', request, answerOf({ said: { origin: 'https://evil.example' } }), 'it was signed on other pages'],
    ['a frame’s on other pages', request, answerOf({ said: { crossOrigin: true } }), 'it was signed on other pages'],
    ['another site’s', request, answerOf({ site: 'evil.example' }), 'it was signed for another site'],
    ['an unchecked person’s', request, answerOf({ flags: 1 }), 'the person was not checked'],
    ['an absent person’s', request, answerOf({ flags: 4 }), 'the person was not checked'],
    ['nobody’s', request, { ...answerOf(), clientData: 'bnVsbA', signature: '' }, 'it is not an answer of a passkey'],
    ['cut data’s', request, { ...answerOf(), authenticatorData: 'AAAA' }, 'it was signed for another site'],
  ])('of %s is refused', (_, approved, signed, problem) => {
    expect(signatureProblem(approved, signed, keys)).toBe(problem);
  });

  it('is refused after any one bit of it, or of what it covers, has changed', () => {
    const signed = answerOf();
    for (const part of ['authenticatorData', 'clientData', 'signature'] as const) {
      const bytes = Buffer.from(signed[part], 'base64url');
      for (let place = 0; place < bytes.length; place += 1) {
        const changed = Buffer.from(bytes);
        changed[place] = (changed[place] as number) ^ 0x10;
        const problem = signatureProblem(request, { ...signed, [part]: changed.toString('base64url') }, keys);
        expect(problem, `${part} at ${place}`).not.toBeNull();
      }
    }
  });

  it('says how often its passkey was used', () => {
    expect(countOfUses(answerOf().authenticatorData)).toBe(0x000102);
    expect(countOfUses('AAAA')).toBe(0);
  });
});
