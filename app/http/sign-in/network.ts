import { isIP, isIPv6 } from 'node:net';

/** An address without the dress of a socket (::ffff:, a zone); nothing where it is none. */
export function plainAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return isIP(plain) ? plain.toLowerCase() : '';
}

/**
 * The network an address belongs to, for counting wrong tries: the /24 of an IPv4 address, the /56 of an IPv6 one. Whoever
 * holds one address of it usually holds the others too.
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (!isIPv6(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const groups = [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  const bits = groups.slice(0, 4).map((group) => group.padStart(4, '0'));
  return `${bits.join(':').slice(0, -2).toLowerCase()}00::/56`;
}
