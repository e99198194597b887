import { demandTls } from 'db/demand-tls';
import { describe, expect, it } from 'vitest';

const problem = (url: string) => {
  try {
    demandTls(url, 'DATABASE_URL');
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the address of a database', () => {
  it.each([
    'postgres://a:b@127.0.0.1:5432/tutela',
    'postgres://a:b@localhost/tutela',
    'postgres://a:b@[::1]/tutela',
    'postgres://a:b@/tutela?host=/var/run/postgresql',
    'postgres://a:b@%2Fvar%2Frun%2Fpostgresql/tutela',
    'postgres://a:b@db.example:5432/tutela?sslmode=verify-full',
    'postgres://a:b@192.0.2.7/tutela?sslmode=verify-full&sslrootcert=ca.pem',
  ])('on this machine, or with a certificate that is checked, is taken: %s', (url) => {
    expect(problem(url)).toBe('taken');
  });

  it.each([
    'postgres://a:b@db.example/tutela',
    'postgres://a:b@192.0.2.7/tutela',
    'postgres://a:b@db.example/tutela?sslmode=require',
    'postgres://a:b@db.example/tutela?sslmode=no-verify',
    'postgres://a:b@db.example/tutela?sslmode=disable',
    'postgres://a:b@localhost/tutela?host=db.example',
    'postgres://a:b@127.0.0.1.evil.example/tutela',
    'postgres://a:b@[2001:db8::7]/tutela',
  ])(
    'on another machine in the clear, or unchecked, is refused with what to do, and without the password: %s',
    (url) => {
      expect(problem(url)).toMatch(
        /^DATABASE_URL names [\w.:[\]]+, which is another machine\. Add sslmode=verify-full/,
      );
      expect(problem(url)).not.toContain('a:b');
    },
  );
});
