import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface Account {
  subject: string;
  email: string;
  verified: boolean;
}

/** A real provider of OpenID Connect on this machine. Whoever comes is signed on as `who`, without a page of its own. */
export interface Organisation {
  issuer: string;
  clientId: string;
  clientSecret: string;
  who: Account;
  /** Goes where the browser was sent, and answers where it is sent back to. */
  signOn(address: string): Promise<string>;
  stop(): Promise<void>;
}

interface Settings {
  /** Known once the pages listen. */
  returnAddress: () => string;
}

export async function openOrganisation({ returnAddress }: Settings): Promise<Organisation> {
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { client_id: 'tutela', client_secret: 'a secret of this test alone, long enough' };
  const organisation: Organisation = {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    who: { subject: 'nobody', email: 'nobody@example.test', verified: true },
    signOn: (address) => follow(address, issuer),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let provider: Provider | undefined;
  // Made at the first request: its client's return address has the port that the pages have found by then.
  const made = () => {
    provider ??= new Provider(issuer, {
      clients: [{ ...client, redirect_uris: [returnAddress()], response_types: ['code'] }],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
      cookies: { keys: ['of this test'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: () => '/interaction' },
      findAccount: (_context: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, email: organisation.who.email, email_verified: organisation.who.verified }),
      }),
      loadExistingGrant: async (context: {
        oidc: { client: { clientId: string }; session: { accountId: string } };
      }) => {
        const grant = new (made().Grant)({
          clientId: context.oidc.client.clientId,
          accountId: context.oidc.session.accountId,
        });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
    });
    return provider;
  };
  const handle: RequestListener = (request, response) => {
    if (request.url !== '/interaction') return made().callback()(request, response);
    const login = { accountId: organisation.who.subject };
    void made().interactionFinished(request, response, { login });
  };
  return organisation;
}

/** A browser without pages: keeps the provider's cookies, and stops where the provider sends it away. */
async function follow(address: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = address;
  for (let steps = 0; at.startsWith(issuer) && steps < 10; steps += 1) {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { Cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('Location');
    if (!next) throw new Error(`the organisation answered ${answer.status}: ${await answer.text()}`);
    at = new URL(next, at).href;
  }
  return at;
}
