export interface LockedPackage {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

export interface Lock {
  packages: Record<string, LockedPackage>;
}

export interface Wanted {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  overrides?: Record<string, unknown>;
}

/**
 * Packages whose other platforms no release has that we can lock. Each costs a person on such a machine something:
 * the reason says what.
 */
export type Exempt = Readonly<Record<string, string>>;

/**
 * Optional packages that a locked package names and the lock has not: npm leaves out those it could not find, and then
 * everybody on that platform gets no binary, without a word.
 */
export function missingPlatforms(lock: Lock, exempt: Exempt = {}): string[] {
  return Object.entries(lock.packages).flatMap(([at, locked]) =>
    Object.entries(locked.optionalDependencies ?? {})
      .filter(([name, range]) => !isLocked(lock, at, name, range) && !exempt[`${nameOf(at)}@${locked.version}`])
      .map(([name, range]) => `${nameOf(at)}@${locked.version} misses ${name}@${range}`),
  );
}

/** As Node finds it: beside, or in any folder above. An exact range must be that very version. */
function isLocked(lock: Lock, at: string, name: string, range: string): boolean {
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = lock.packages[folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`];
    if (found) return !isExact(range) || found.version === range;
    if (!folder) return false;
  }
}

/** A host in the lock would send everybody to the registry one person used. */
export function namedHosts(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([, locked]) => locked.resolved && !locked.link)
    .map(([at, locked]) => `${nameOf(at)} is fetched from ${locked.resolved}`);
}

/** Without it `npm ci` would take whatever it is handed. */
export function unsealed(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([at, locked]) => at.includes('node_modules/') && !locked.link && !locked.integrity)
    .map(([at]) => `${nameOf(at)} has no integrity`);
}

export function rangesOf(wanted: Wanted): string[] {
  const named = Object.entries({ ...wanted.dependencies, ...wanted.devDependencies, ...flat(wanted.overrides ?? {}) });
  return named.filter(([, version]) => !isExact(version)).map(([name, version]) => `${name}: ${version}`);
}

/** What the manifest and the lock's own copy of it say differently: `npm ci` would refuse. */
export function unlike(wanted: Wanted, lock: Lock): string[] {
  const root = (lock.packages[''] ?? {}) as Wanted;
  return (['dependencies', 'devDependencies'] as const).flatMap((kind) => {
    const names = new Set([...Object.keys(wanted[kind] ?? {}), ...Object.keys(root[kind] ?? {})]);
    return [...names]
      .filter((name) => wanted[kind]?.[name] !== root[kind]?.[name])
      .map((name) => `${name}: ${wanted[kind]?.[name]} in package.json, ${root[kind]?.[name]} in the lock`);
  });
}

function flat(overrides: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(overrides).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : Object.entries(flat(value as Record<string, unknown>)),
    ),
  );
}

function isExact(version: string): boolean {
  return /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
}

function nameOf(at: string): string {
  return at.replace(/^.*node_modules\//, '') || 'the project';
}
