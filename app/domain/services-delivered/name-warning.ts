/** Capitalised for other reasons than being a name: the calendar, and words that begin a sentence. */
const NO_NAMES = new Set(
  (
    'january february march april may june july august september october november december ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun ' +
    'the a an on in at to of for from with by no not after before during when while until since next last first ' +
    'second third and but or so as if it he she they we i his her their our this that these those there all both ' +
    'provider code plan'
  ).split(' '),
);

/** With what may stand inside a name: an apostrophe, a hyphen. Or all in capitals, as on a form. */
const WORD = String.raw`(?:(?:\p{Lu}['’])?\p{Lu}[\p{Ll}\p{M}]+(?:['’-]\p{L}[\p{L}\p{M}]*)*|\p{Lu}{3,})`;
const START = String.raw`(?<![\p{L}\p{M}-])`;
/** "Ma." before a given name; the particle of a surname: de, del, dela, de la, delos, de los. */
const LED = new RegExp(String.raw`${START}(?:[Mm][Aa]\.\s*|[Dd][Ee](?:\s*[Ll](?:[AaOo][Ss]?)?)?\s+)${WORD}`, 'u');
/** Two in a row, an initial between them or not; a code's word is followed by its digits. */
const PAIR = new RegExp(String.raw`${START}(${WORD})\s+(?:\p{Lu}\.\s+)?(${WORD})(?![\p{L}\p{M}]|-\d)`, 'gu');

/**
 * The first words of a note that look like a name, or null: a word after "Ma.", a surname with its particle, or two
 * capitalised words in a row. It warns and does not judge: a name in small letters passes, a place may not.
 */
export function nameWarning(note: string): string | null {
  const text = note.normalize('NFC');
  const led = LED.exec(text);
  if (led) return led[0];
  PAIR.lastIndex = 0; // the pattern keeps its place from the last note
  for (let found = PAIR.exec(text); found; found = PAIR.exec(text)) {
    const [pair, first = '', second = ''] = found;
    if (!NO_NAMES.has(first.toLowerCase()) && !NO_NAMES.has(second.toLowerCase())) return pair;
    // The second word may begin the next pair.
    PAIR.lastIndex = found.index + first.length;
  }
  return null;
}
