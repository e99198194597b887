import { type Field, INDEXED } from './identity-fields';
import { blindToken, type Keyring, keyFor } from './keyring.server';
import { namesIn, normaliseNumber } from './name-token';

/** A value's tokens under each key version, one for each person it names; none for a field that is not searched. */
export function indexTokens(
  keyring: Keyring,
  versions: readonly number[],
  field: Field,
  value: string,
): { version: number; token: Buffer }[] {
  const kind = INDEXED[field];
  if (!kind) return [];
  const texts = kind === 'name' ? namesIn(value) : [normaliseNumber(value)];
  return versions.flatMap((version) =>
    texts.map((text) => ({ version, token: blindToken(keyFor(keyring, version, 'blind-index'), field, text) })),
  );
}
