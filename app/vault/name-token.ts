/** Joined to the word they lead, since people write them with and without a space: "de la Cruz", "dela Cruz". */
const PARTICLES = new Set(
  'da das de del dela delas delos der di do dos la las lo los mac mc san santa santo van von y'.split(' '),
);
const WRITTEN_SHORT: Record<string, string> = { sta: 'santa', sto: 'santo', ma: 'maria' };
/** Set apart generations of one family, and are left out as often as not. */
const LEFT_OUT = new Set('jr sr ii iii iv'.split(' '));

/**
 * A name as the blind index sees it: without accents (NFKD), case, punctuation and order, its particles joined, so that
 * "De la Peña, Ma. Luz" and "maria luz delapena" are one.
 */
export function normaliseName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
  const words = (plain.match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => WRITTEN_SHORT[word] ?? word)
    .filter((word) => !LEFT_OUT.has(word));
  const joined: string[] = [];
  let leading = '';
  for (const word of words) {
    if (PARTICLES.has(word)) leading += word;
    else {
      joined.push(leading + word);
      leading = '';
    }
  }
  if (leading) joined.push(leading);
  return joined.sort().join(' ');
}

/** A number of an account or a telephone: its digits and letters alone. */
export function normaliseNumber(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}
