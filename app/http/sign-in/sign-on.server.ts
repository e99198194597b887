import { createHash } from 'node:crypto';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
} from 'openid-client';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import type { LoadContext } from '../load-context';
import { paths } from '../paths';

/** An organisation that signs its people on by OpenID Connect. Off unless the environment names one. */
export interface SignOn {
  /** As people call it: "Sign in with …". */
  name: string;
  /** Its addresses and keys, asked for when they are first needed, and again where that failed. */
  configuration: () => Promise<Configuration>;
}

/** What the environment says, or null. Throws a sentence where it says half of it, or an address without https. */
export function signOnFrom(env: Record<string, string | undefined>): SignOn | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: secret, OIDC_NAME: name } = env;
  if (!issuer && !clientId) return null;
  if (!issuer || !clientId) throw new Error('OIDC_ISSUER and OIDC_CLIENT_ID belong together; one of them is missing.');
  const at = new URL(issuer);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(at.hostname);
  if (at.protocol !== 'https:' && !here) throw new Error(`OIDC_ISSUER is "${issuer}". It has to be an https address.`);
  let found: Promise<Configuration> | undefined;
  return {
    name: name || at.hostname,
    configuration: () => {
      const options = here ? { execute: [allowInsecureRequests], timeout: 10 } : { timeout: 10 };
      found ??= discovery(at, clientId, secret, undefined, options).catch((error: unknown) => {
        found = undefined;
        throw error;
      });
      return found;
    },
  };
}

/**
 * Where the browser is sent. `secret` stays in this browser's cookie: it is the PKCE verifier, and the nonce is made of it,
 * so that an answer that was asked for elsewhere is of no use here.
 */
export async function beginSignOn(signOn: SignOn, context: LoadContext, secret: string, back: string): Promise<string> {
  const configuration = await reached(signOn);
  const { rows } = await context.pool.query<{ nonce: string }>("select sec.begin_challenge('sign_on', null) as nonce");
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: returnAddress(context),
    scope: 'openid email',
    response_type: 'code',
    code_challenge: await calculatePKCECodeChallenge(secret),
    code_challenge_method: 'S256',
    state: `${rows[0]?.nonce}.${Buffer.from(back).toString('base64url')}`,
    nonce: nonceOf(secret),
  });
  return address.href;
}

/**
 * The enrolled person whom the organisation has signed on, and where they were going. Throws Refusal 'sign-on.*', each with
 * the same sentence: whether somebody is enrolled here is not told to who merely has an account there.
 */
export async function finishSignOn(
  signOn: SignOn,
  context: LoadContext,
  secret: string | undefined,
  answer: URLSearchParams,
): Promise<{ personId: number; back: string }> {
  const state = answer.get('state') ?? '';
  const [nonce = '', back = ''] = state.split('.');
  const { rows: taken } = await context.pool.query<{ taken: boolean }>(
    "select sec.take_challenge($1, 'sign_on', null) as taken",
    [nonce],
  );
  if (!secret || !taken[0]?.taken) throw refused('state');
  const who = await claimsOf(await reached(signOn), context, secret, state, answer);
  const { rows } = await context.pool.query<{ person: string | null }>(
    'select sec.sign_on_person($1, $2, $3) as person',
    [who.issuer, who.subject, who.email],
  );
  if (!rows[0]?.person) throw refused('person');
  return { personId: Number(rows[0].person), back: Buffer.from(back, 'base64url').toString('utf8') };
}

async function claimsOf(
  configuration: Configuration,
  context: LoadContext,
  secret: string,
  expectedState: string,
  answer: URLSearchParams,
): Promise<{ issuer: string; subject: string; email: string | null }> {
  try {
    const came = new URL(`${returnAddress(context)}?${answer}`);
    const tokens = await authorizationCodeGrant(configuration, came, {
      pkceCodeVerifier: secret,
      expectedState,
      expectedNonce: nonceOf(secret),
      idTokenExpected: true,
    });
    const { iss, sub, ...claims } = tokens.claims() ?? { iss: '', sub: '' };
    const about = emailClaims.safeParse(
      'email' in claims ? claims : await fetchUserInfo(configuration, tokens.access_token, sub),
    );
    return { issuer: iss, subject: sub, email: about.success ? about.data.email : null };
  } catch {
    throw refused('token');
  }
}

/** An email that the organisation has not verified is somebody's wish. */
const emailClaims = z.object({ email: z.string(), email_verified: z.literal(true) });

const returnAddress = ({ publicOrigin }: LoadContext) => `${publicOrigin}${paths.signOnReturn()}`;

const nonceOf = (secret: string) => createHash('sha256').update(`nonce ${secret}`).digest('base64url');

async function reached(signOn: SignOn): Promise<Configuration> {
  try {
    return await signOn.configuration();
  } catch {
    throw new Refusal(
      'sign-on.unreachable',
      `${signOn.name} cannot be reached now. Sign in with your password, or try again later.`,
    );
  }
}

function refused(why: 'state' | 'token' | 'person'): Refusal {
  return new Refusal(`sign-on.refused-${why}`, 'You were not let in. Begin again, or ask your administrator.');
}
