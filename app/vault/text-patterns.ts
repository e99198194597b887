/** What a text tells of a person by its shape alone, without the vault. */
export const PATTERN_KINDS = ['email', 'phone', 'account', 'birth_date', 'coordinates'] as const;
export type PatternKind = (typeof PATTERN_KINDS)[number];

/** Each run is bounded, so that no text makes these slow. */
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w-]{1,63}/;
/** With a plus, with a leading zero, or in three groups; not a part of a code, a reference or an amount. */
const PHONE =
  /(?<![\w.-])(?:\+\d(?:[ ().-]{0,2}\d){7,14}|\(?0\d{2,4}\)?[ .-]?\d{3}[ .-]?\d{3,4}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\w-])/;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
const ACCOUNT = /\b(?:account|acct|a\/c|iban|gcash)\b[^\d\n]{0,15}(?:\d[ -]?){6,}/i;
const BORN =
  /\b(?:born|birth\s?day|birth\s?date|date of birth|d\.?o\.?b\.?|ipinanganak|kaarawan)(?![\p{L}])[^\d\n]{0,25}\d/iu;
const COORDINATES = /(?<![\d.])-?\d{1,3}\.\d{3,12}°? ?[NS]? ?[,; ] ?-?\d{1,3}\.\d{3,12}|\d{1,3}° ?\d{1,2}['′’]/i;

export function patternsIn(text: string): PatternKind[] {
  const found: Record<PatternKind, boolean> = {
    email: EMAIL.test(text),
    phone: PHONE.test(text),
    account: ACCOUNT.test(text) || (text.match(IBAN) ?? []).some(isIban),
    birth_date: BORN.test(text),
    coordinates: COORDINATES.test(text),
  };
  return PATTERN_KINDS.filter((kind) => found[kind]);
}

/** ISO 13616: the digits that stand for its letters leave 1 by 97. */
function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  if (plain.length < 15 || plain.length > 34) return false;
  const moved = plain.slice(4) + plain.slice(0, 4);
  let rest = 0;
  for (const letter of moved) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
