/** The first characters of a hash, in groups of four: what stands on paper and on screen to compare copies. */
export function Fingerprint({ hash }: { hash: string }) {
  return <span className="print-hash">{groupsOfFour(hash)}</span>;
}

/** "7f3a91c2…" as "7f3a 91c2": eight characters are enough for an eye; the whole hash is for a machine. */
export function groupsOfFour(hash: string): string {
  const plain = hash.replace(/\s/g, '').slice(0, 8);
  return plain.replace(/(.{4})(?=.)/g, '$1 ');
}
