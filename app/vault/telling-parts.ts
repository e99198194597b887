import type { Field } from './identity-fields';
import { nameWords, plainLetters } from './name-token';

export type PartKind = 'word' | 'initials' | 'number';

/** Something by which a text may tell of an identity. */
export interface Part {
  kind: PartKind;
  /** Where in its value a word stands. */
  place: number;
  text: string;
}

/** Words that every address, and every way to reach somebody, is made of. */
const GENERIC = new Set(
  (
    'purok barangay brgy sitio lote lot kubo daan kalye street st avenue ave road rd block blk house unit city lungsod ' +
    'province lalawigan village subdivision ng sa ang mr mrs ms dr atty sr fr tiya tiyo tita tito ate kuya lola lolo nanay ' +
    'tatay mama papa aunt uncle mother father sister brother phone mobile tel cell call home office'
  ).split(' '),
);
const SHORTEST_WORD = 2;
/** The last digits of a number are the same with and without the country's code. */
const LAST_DIGITS = 8;
const FEWEST_DIGITS = 7;

/** What an identity is known by, of all that the vault keeps of it. A birth date alone is none: too many share one. */
export function partsOfIdentity(values: Partial<Record<Field, string>>): (Part & { field: Field })[] {
  const parts = (Object.entries(values) as [Field, string][]).flatMap(([field, value]) => {
    if (field === 'birth_date') return [];
    const words = wordsOf(value).map((part) => ({ ...part, field }));
    return [...(field === 'account_number' ? [] : words), ...numbersOf(value).map((part) => ({ ...part, field }))];
  });
  const year = values.birth_date?.slice(0, 4);
  const initials = values.name && year ? initialsOf(values.name) : [];
  return [
    ...parts,
    ...initials.map((letters) => ({
      field: 'name' as const,
      kind: 'initials' as const,
      place: 0,
      text: `${letters} ${year}`,
    })),
  ];
}

function wordsOf(value: string): Part[] {
  return nameWords(value).flatMap(({ leading, word }, place) => {
    if (GENERIC.has(word) || word.length < SHORTEST_WORD || /^\p{N}/u.test(word)) return [];
    return (leading ? [word, leading + word] : [word]).map((text) => ({ kind: 'word' as const, place, text }));
  });
}

/** Of all its words, of its first and last, and of its first and any: in any order, so sorted. */
function initialsOf(name: string): string[] {
  const letters = nameWords(name).map(
    ({ leading, word }) => [word.charAt(0), leading.charAt(0) || word.charAt(0)] as const,
  );
  const first = letters[0]?.[0];
  if (!first || letters.length < 2) return [];
  const rows = [0, 1].flatMap((which) => {
    const all = letters.map((pair) => pair[which] as string);
    return [all, ...all.slice(1).map((other) => [first, other])];
  });
  return [...new Set(rows.map((row) => [...row].sort().join('')))];
}

function numbersOf(value: string): Part[] {
  const runs = value.match(/\d(?:[ ().\-/]{0,2}\d)+/g) ?? [];
  const digits = runs.map((run) => run.replace(/\D/g, '')).filter((run) => run.length >= FEWEST_DIGITS);
  return digits.map((run) => ({ kind: 'number', place: 0, text: run.slice(-LAST_DIGITS) }));
}

/** A part of a text that a person typed. */
export interface TextPart {
  kind: PartKind;
  text: string;
  /** A word that is written as a name is: with a capital, or in a text that has none. */
  asName: boolean;
}

/**
 * What a text could tell an identity by. Hyphens, underscores and digits part words like a space does. The words of codes
 * ("NIYOG-01") are looked for too, since none of them is anybody's name.
 */
export function partsOfText(typed: string): TextPart[] {
  const text = typed.normalize('NFC').replace(/\p{Cf}/gu, '');
  const shouting = !/\p{Lu}/u.test(text);
  const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  const words = [text, apart].flatMap((one) => [
    ...(one.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []),
    ...(one.match(/[\p{L}\p{M}]+/gu) ?? []),
  ]);
  const found = [...new Set(words)].flatMap((word) => {
    const plain = plainLetters(word);
    const asName = shouting || /^\p{Lu}/u.test(word);
    return plain.length < SHORTEST_WORD || /^\p{N}/u.test(plain)
      ? []
      : [{ kind: 'word' as const, text: plain, asName }];
  });
  return [
    ...found,
    ...initialsIn(text),
    ...numbersOf(text).map(({ kind, text: digits }) => ({ kind, text: digits, asName: true })),
  ];
}

/**
 * Whether a text could tell anything by its parts or its shape. False only of what is neither: figures, a day's parts, "T-0042".
 * Digits count however they are grouped.
 */
export function mayTell(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const digits = text.match(/\p{N}/gu)?.length ?? 0;
  return letters >= 2 || digits >= FEWEST_DIGITS || text.includes('°');
}

/** "D. O. B., 2013", "DB born 2013", "2013 DOB": letters that stand alone, near a year. */
function initialsIn(text: string): TextPart[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  const letters = String.raw`(?<![\p{L}\p{N}])(\p{Lu}(?:[. ]{0,2}\p{Lu}){1,5})(?![\p{L}])`;
  const year = String.raw`((?:19|20)\d\d)`;
  const near = [
    new RegExp(String.raw`${letters}[^\p{N}]{0,20}${year}(?!\d)`, 'gu'),
    new RegExp(String.raw`(?<!\d)${year}[^\p{N}]{0,12}?${letters}`, 'gu'),
  ];
  return near.flatMap((pattern, turned) =>
    [...plain.matchAll(pattern)].map((match) => {
      const [run, born] = turned ? [match[2], match[1]] : [match[1], match[2]];
      const sorted = [...(run ?? '').toLowerCase().replace(/[^\p{L}]/gu, '')].sort().join('');
      return { kind: 'initials' as const, text: `${sorted} ${born}`, asName: true };
    }),
  );
}
