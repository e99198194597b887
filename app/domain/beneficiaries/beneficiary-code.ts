import { PLANT_WORDS } from './plant-words';

/**
 * Damm's table: fed digit by digit it finds every single wrong digit and every two that changed places.
 * H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004.
 */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const BEGINNING = '1';

/** The second digit of a code, from its word and its first digit: letters are fed as 00 to 25. */
export function checkDigit(word: string, digit: number): string {
  const letters = [...word].map((letter) => String(letter.charCodeAt(0) - 65).padStart(2, '0')).join('');
  return [...letters, String(digit)].reduce((row, next) => DAMM[Number(row)]?.[Number(next)] ?? '', BEGINNING);
}

const CODES = PLANT_WORDS.flatMap((word) => DIGITS.map((digit) => `${word}-${digit}${checkDigit(word, digit)}`));

/** Every code there is, in an order that `below` decides: a random number under the one it is given. */
export function shuffledCodes(below: (bound: number) => number): string[] {
  const codes = [...CODES];
  for (let last = codes.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [codes[last], codes[other]] = [codes[other] as string, codes[last] as string];
  }
  return codes;
}

/** What is wrong with a code that a person typed, as a sentence; undefined for one that can be a child's. */
export function codeProblem(text: string): string | undefined {
  if (/^[BP]-/.test(text))
    return 'This is the code that a court or a provider knows a child by. Here it is a plant and two digits, like KALACHUCHI-17.';
  const [, word, digit, check] = /^([A-Z]+)-([0-9])([0-9])$/.exec(text) ?? [];
  if (!word) return 'A beneficiary code is a plant and two digits, like KALACHUCHI-17.';
  if (!PLANT_WORDS.includes(word)) return 'No beneficiary code begins with this word. Look at its spelling.';
  if (check !== checkDigit(word, Number(digit)))
    return 'The two digits do not belong to this word. Look at them again.';
  return undefined;
}
