import express from 'express';
import { describe, expect, it } from 'vitest';
import { hasCookie, readCookie, writeCookie } from '~/http/cookies';
import { securityHeaders } from '~/http/gates/security-headers';
import { listen, stopListening } from '~/http/listen';

const HTTPS = 'https://tutela.example';
const VALUE = 'A'.repeat(43);
const carrying = (cookie: string) => new Request(`${HTTPS}/`, { headers: { Cookie: cookie } });

describe('a cookie', () => {
  it.each(['sid', 'device', 'signon'] as const)(
    'over https is for this host alone, sealed from scripts and other sites: %s',
    (name) => {
      const [pair, ...attributes] = writeCookie(name, VALUE, HTTPS).split('; ');
      expect(pair).toBe(`__Host-${name}=${VALUE}`);
      expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Lax', 'Secure']));
      expect(attributes.join()).not.toContain('Domain');
    },
  );

  it('without its prefix is none of ours over https, and one that was cut opens nothing', () => {
    expect(readCookie(carrying(`sid=${VALUE}`), 'sid', HTTPS)).toBeUndefined();
    expect(readCookie(carrying(`__Host-sid=${VALUE}`), 'sid', HTTPS)).toBe(VALUE);
    expect(readCookie(carrying(`__Host-sid=${VALUE.slice(1)}`), 'sid', HTTPS)).toBeUndefined();
    expect(hasCookie(carrying(`__Host-sid=${VALUE.slice(1)}`), 'sid', HTTPS)).toBe(true);
    expect(hasCookie(carrying(''), 'sid', HTTPS)).toBe(false);
  });
});

describe('an answer', () => {
  it('promises https for two years where it has it, and never where it has not', async () => {
    for (const [https, promise] of [
      [true, 'max-age=63072000'],
      [false, null],
    ] as const) {
      const app = express();
      app.use(securityHeaders({ https }));
      app.get('/', (_request, response) => void response.end());
      const { server, port } = await listen(app, { host: '127.0.0.1', port: 0, exact: true });
      // Asked for port 0, the system chooses one.
      const at = (server.address() as { port: number }).port || port;
      const answer = await fetch(`http://127.0.0.1:${at}/`);
      expect(answer.headers.get('strict-transport-security')).toBe(promise);
      await stopListening(server, 100);
    }
  });
});
