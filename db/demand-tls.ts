import { isIP } from 'node:net';

/**
 * Refuses a database on another machine that is spoken to in the clear, or whose certificate nobody checks: whoever is between
 * would read every name and could be the database (ASVS 5.0 12.3). There is no setting that allows it. `name` is the
 * variable's. Throws a sentence.
 */
export function demandTls(url: string, name: string): void {
  // As the driver reads it: an address may leave the host out, and name a socket's folder behind.
  const { hostname, searchParams } = new URL(url.replace('@/', '@localhost/'));
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  if (isHere(host) || searchParams.get('sslmode') === 'verify-full') return;
  throw new Error(
    `${name} names ${host}, which is another machine. Add sslmode=verify-full to the address, and give that server a certificate.`,
  );
}

/** A socket of this machine, or its loopback address. */
function isHere(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '');
  if (plain === '' || plain.startsWith('/') || plain === 'localhost' || plain === '::1') return true;
  return isIP(plain) === 4 && plain.startsWith('127.');
}
