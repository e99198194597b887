import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import type { Tx } from '../guard.server';
import type { LoadContext } from '../load-context';
import type { Session } from '../session.server';
import { spkiOf } from './public-key';

type Challenge = { purpose: 'sign_in' | 'step' | 'enrol'; token: string | null };

/** What the browser is asked to answer: with one of the session's own passkeys, or, before anybody is known, with any. */
export async function askForPasskey(
  context: LoadContext,
  challenge: Challenge,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { rows: known } = await context.pool.query<Known>(
    'select credential_id, transports from sec.step_passkeys($1)',
    [challenge.token],
  );
  return generateAuthenticationOptions({
    rpID: rpIdOf(context),
    challenge: bytesOf(await begin(context, challenge)),
    userVerification: 'required',
    allowCredentials: known.map(asDescriptor),
  });
}

/** What the browser is asked to make: a passkey that checks its person, and none that this person has already. */
export async function askForNewPasskey(
  context: LoadContext,
  session: Session,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { rows: known } = await context.pool.query<Known>(
    'select credential_id, transports from sec.step_passkeys($1)',
    [session.token],
  );
  return generateRegistrationOptions({
    rpName: 'Tutela',
    rpID: rpIdOf(context),
    challenge: bytesOf(await begin(context, { purpose: 'enrol', token: session.token })),
    userID: new TextEncoder().encode(`person ${session.actor.personId}`),
    userName: session.actor.name,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(asDescriptor),
  });
}

/** Keeps a new passkey's public key, and what `record` writes with it. Throws Refusal 'passkey.refused' where the answer is not one to our challenge. */
export async function addPasskey(
  context: LoadContext,
  session: Session,
  tx: <T>(work: (q: Tx) => Promise<T>) => Promise<T>,
  given: { credential: string; name: string },
  record: (q: Tx, credentialId: string) => Promise<void>,
): Promise<void> {
  const response = parsed(given.credential) as RegistrationResponseJSON | undefined;
  const expectedChallenge = await taken(context, response, { purpose: 'enrol', token: session.token });
  const found =
    response && expectedChallenge
      ? await verifyRegistrationResponse({ response, expectedChallenge, ...expectedOf(context) }).catch(() => undefined)
      : undefined;
  const credential = found?.registrationInfo?.credential;
  if (!found?.verified || !credential) {
    throw new Refusal('passkey.refused', 'The passkey was not taken. Open the page anew and try again.', 'name');
  }
  await tx(async (q) => {
    await q.execute(sql`select sec.add_passkey(${credential.id}, ${given.name}, ${Buffer.from(credential.publicKey)},
      ${spkiOf(credential.publicKey)}, ${credential.counter}, ${sql.param(credential.transports ?? [])}::text[])`);
    await record(q, credential.id);
  });
}

/** Why a passkey's answer was not taken; for the log, and nobody else. */
export type NotAnswered = 'form' | 'challenge' | 'unknown' | 'signature' | 'counter';

/**
 * Whose passkey answered a challenge; or why it was not taken: it is no answer; the challenge is none of ours that still
 * stands; the passkey is unknown or removed; its signature or origin is wrong, or its person was not checked; its counter did
 * not go up.
 */
export async function answerChallenge(
  context: LoadContext,
  credential: string | undefined,
  challenge: Challenge,
): Promise<{ personId: number } | NotAnswered> {
  const response = parsed(credential) as AuthenticationResponseJSON | undefined;
  if (!response) return 'form';
  const expectedChallenge = await taken(context, response, challenge);
  if (!expectedChallenge) return 'challenge';
  const { rows } = await context.pool.query<{ person_id: string; public_key: Buffer; counter: string }>(
    'select person_id, public_key, counter from sec.passkey_by_id($1)',
    [response.id],
  );
  const [known] = rows;
  if (!known) return 'unknown';
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    ...expectedOf(context),
    credential: { id: response.id, publicKey: new Uint8Array(known.public_key), counter: Number(known.counter) },
  }).catch(() => ({ verified: false as const, authenticationInfo: undefined }));
  if (!verified || !authenticationInfo) return 'signature';
  const used = await context.pool.query<{ used: boolean }>('select sec.use_passkey($1, $2) as used', [
    response.id,
    authenticationInfo.newCounter,
  ]);
  return used.rows[0]?.used ? { personId: Number(known.person_id) } : 'counter';
}

interface Known {
  credential_id: string;
  transports: string[];
}

const asDescriptor = (known: Known) => ({ id: known.credential_id, transports: known.transports as AuthTransports });
type AuthTransports = NonNullable<RegistrationResponseJSON['response']['transports']>;

/** A passkey belongs to the one address of these pages; what a request says of its host is not asked. */
const rpIdOf = ({ publicOrigin }: LoadContext) => new URL(publicOrigin).hostname;
const expectedOf = (context: LoadContext) => ({
  expectedOrigin: context.publicOrigin,
  expectedRPID: rpIdOf(context),
  requireUserVerification: true,
});

const bytesOf = (nonce: string) => new Uint8Array(Buffer.from(nonce, 'base64url'));

async function begin({ pool }: LoadContext, { purpose, token }: Challenge): Promise<string> {
  const { rows } = await pool.query<{ nonce: string }>('select sec.begin_challenge($1, $2) as nonce', [purpose, token]);
  return rows[0]?.nonce ?? '';
}

/** The challenge that an answer names, taken out of the database: an answer is judged once. */
async function taken(
  { pool }: LoadContext,
  response: { response: { clientDataJSON: string } } | undefined,
  { purpose, token }: Challenge,
): Promise<string | undefined> {
  if (!response) return undefined;
  const named = clientData.safeParse(
    jsonOf(Buffer.from(response.response.clientDataJSON, 'base64url').toString('utf8')),
  ).data?.challenge;
  if (!named) return undefined;
  const { rows } = await pool.query<{ taken: boolean }>('select sec.take_challenge($1, $2, $3) as taken', [
    named,
    purpose,
    token,
  ]);
  return rows[0]?.taken ? named : undefined;
}

const clientData = z.object({ challenge: z.string().regex(/^[\w-]{43}$/) });
const answer = z.looseObject({ id: z.string().max(1400), response: z.looseObject({ clientDataJSON: z.string() }) });

function parsed(credential: string | undefined): unknown {
  return answer.safeParse(jsonOf(credential ?? '')).data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
