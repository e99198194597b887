/** Joined to the word they lead, since people write them with and without a space: "de la Cruz", "dela Cruz". */
const PARTICLES = new Set(
  'da das de del dela delas delos der di do dos la las lo los mac mc san santa santo van von y'.split(' '),
);
const WRITTEN_SHORT: Record<string, string> = { sta: 'santa', sto: 'santo', ma: 'maria' };
/** Set apart generations of one family, and are left out as often as not. */
const LEFT_OUT = new Set('jr sr ii iii iv'.split(' '));

/** Letters as a search sees them: without accents (NFKD) and case. */
export function plainLetters(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
}

/** A word of a name with the particles that lead it: "de la Peña" leads with "dela". */
export interface NameWord {
  leading: string;
  word: string;
}

/** The words of a name in their order. Particles that lead nothing are a word of their own. */
export function nameWords(name: string): NameWord[] {
  const words = (plainLetters(name).match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => WRITTEN_SHORT[word] ?? word)
    .filter((word) => !LEFT_OUT.has(word));
  const found: NameWord[] = [];
  let leading = '';
  for (const word of words) {
    if (PARTICLES.has(word)) leading += word;
    else {
      found.push({ leading, word });
      leading = '';
    }
  }
  // "Peña, Luz de la": what trails leads the surname, which stands first.
  if (leading && name.includes(',') && found[0]) found[0].leading = leading + found[0].leading;
  else if (leading) found.push({ leading: '', word: leading });
  return found;
}

/**
 * A name as the blind index sees it: without accents, case, punctuation and order, its particles joined, so that
 * "De la Peña, Ma. Luz" and "maria luz delapena" are one.
 */
export function normaliseName(name: string): string {
  return nameWords(name)
    .map(({ leading, word }) => leading + word)
    .sort()
    .join(' ');
}

/** What people are called by before their name, or after a telephone; none of it is a name. */
const CALLED = new Set(
  (
    'mr mrs ms dr atty engr sr fr tiya tiyo tita tito ate kuya lola lolo nanay tatay mama papa aunt auntie uncle mother ' +
    'father sister brother phone mobile tel cell call home office'
  ).split(' '),
);

/** Several people may stand in one line, each perhaps with a telephone, a title or who they are: their names. */
export function namesIn(line: string): string[] {
  return line
    .split(/[;/&()\n]/)
    .map((one) =>
      one
        .replace(/\S+@\S+|[\p{N}+]/gu, ' ')
        .replace(/\p{L}+/gu, (word) => (CALLED.has(plainLetters(word)) ? ' ' : word)),
    )
    .map(normaliseName)
    .filter(Boolean);
}

/** A number of an account or a telephone: its digits and letters alone. */
export function normaliseNumber(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}
