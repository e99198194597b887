import { type Field, INDEXED } from './identity-fields';
import { blindToken, type Keyring, keyFor } from './keyring.server';
import { normaliseName, normaliseNumber } from './name-token';

/** A value's token under each key version; none for a field that is not searched. */
export function indexTokens(
  keyring: Keyring,
  versions: readonly number[],
  field: Field,
  value: string,
): { version: number; token: Buffer }[] {
  const kind = INDEXED[field];
  if (!kind) return [];
  const normalised = kind === 'name' ? normaliseName(value) : normaliseNumber(value);
  return versions.map((version) => ({
    version,
    token: blindToken(keyFor(keyring, version, 'blind-index'), field, normalised),
  }));
}
