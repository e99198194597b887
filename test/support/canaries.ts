import type { FIELDS, Field } from '~/vault/identity-fields';

type Of<F extends Field> = Required<Pick<Record<Field, string>, F>>;

/** Coined from syllables that no word of ours has, so that a hit is never an ordinary word. */
const SYLLABLES = ['zuv', 'qexi', 'jov', 'xam', 'vuq', 'zipo', 'kwe', 'yux', 'hwaj', 'ñuz', 'bixu', 'toqi'];
const coined = (number: number, salt: number): string => {
  let rest = number * 7 + salt * 131 + 144;
  let word = '';
  while (rest > 0) {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word.charAt(0).toUpperCase() + word.slice(1);
};

export interface Canary {
  /** Of the child. */
  values: Of<(typeof FIELDS)['beneficiary'][number]>;
  /** Of a provider of its own, and of the account that one is paid on. */
  shelter: Of<(typeof FIELDS)['provider'][number]>;
  account: Of<(typeof FIELDS)['payout_account'][number]>;
  /** Of a party to the case. */
  party: Of<(typeof FIELDS)['party'][number]>;
  /** Words of its own, and nobody else's. */
  given: string;
  nickname: string;
  surname: string;
  guardian: string;
  place: string;
  initials: string;
  year: string;
}

const PARTICLES = ['', 'de la ', 'dela ', 'de los ', 'San ', ''];

/** All of an account's number but its ending, which people tell two accounts by and which may be shown. */
const accountHead = (i: number) => `9173${1000 + i * 83}${2000 + i * 61}`;

/**
 * Sixty children that nobody is, with ñ, particles, the surname first, nicknames, initials with the year of birth; and with
 * each a shelter, an account and a party to a case: what the vault keeps, field for field.
 */
export const CANARIES: readonly Canary[] = Array.from({ length: 60 }, (_, i) => {
  const word = (salt: number) => coined(i, salt);
  const [given, surname, guardian, nickname, place] = [word(1), word(2), word(3), word(4), word(5)];
  const family = `${PARTICLES[i % PARTICLES.length]}${surname}ña`;
  const year = String(2010 + (i % 9));
  return {
    given,
    nickname,
    surname: `${surname}ña`,
    guardian,
    place,
    initials: `${given.charAt(0)}.${surname.charAt(0)}.`,
    year,
    values: {
      name: i % 3 === 1 ? `${family}, ${given} "${nickname}"` : `${given} “${nickname}” ${family}`,
      birth_date: `${year}-0${1 + (i % 8)}-${10 + (i % 17)}`,
      address: `Purok ${place} ${i}, Barangay ${place}hana`,
      contact: `Tiya ${guardian}, 000 731 ${String(4000 + i * 37)}`,
      guardian: `${guardian} y ${surname}`,
    },
    shelter: { shelter_address: `Kublihan ${word(6)} ${i}, Barangay ${word(6)}tan` },
    account: {
      payee_name: `Klinika ${word(7)} ni ${word(7)}la`,
      account_number: `TEST-${accountHead(i).match(/.{4}/g)?.join('-')}-${5000 + i * 41}`,
    },
    party: { party_name: `${word(8)} de los ${word(8)}ños` },
  };
});

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** What a reader could know each by, as it stands in a plain text: each word is three of the syllables. */
const WORDS = CANARIES.flatMap(({ given, nickname, surname, guardian, place }, i) =>
  [given, nickname, surname, guardian, place, ...[6, 7, 8].map((salt) => coined(i, salt))].map(plain),
);
const NUMBERS = CANARIES.flatMap(({ values }, i) => [
  plain(values.contact).replace(/\D/g, '').slice(-8),
  accountHead(i),
]);
/** Thousands of pages are looked through: whether any word can be in one is asked in one pass. */
const SYLLABLES_IN_A_ROW = new RegExp(`(?:${SYLLABLES.map(plain).join('|')}){3}`);
const BORN = new Set(CANARIES.map(({ values }) => values.birth_date));
const INITIALS = new Set(
  CANARIES.flatMap(({ initials, year }) => [
    `${plain(initials)} ${year}`,
    `${plain(initials).replaceAll('.', '')} ${year}`,
  ]),
);

/** A text as a reader's program would see it at last: entities, escapes and percent signs undone. */
function unwrapped(text: string): string {
  return text
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,6});/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
      return bytes.toString('utf8');
    });
}

/** What of the canaries stands in a text, whichever way it is written or wrapped. */
export function canariesIn(text: string): string[] {
  const letters = plain(unwrapped(text));
  const runs = letters.replace(/(?<=\d)[ ().\-/]{1,2}(?=\d)/g, '').match(/\d{8,}/g) ?? [];
  const found = [
    ...(SYLLABLES_IN_A_ROW.test(letters) ? WORDS.filter((word) => letters.includes(word)) : []),
    ...NUMBERS.filter((number) => runs.some((run) => run.includes(number))),
  ];
  const days = (letters.match(/\b20\d\d-\d\d-\d\d\b/g) ?? []).filter((day) => BORN.has(day));
  const initials = (letters.match(/\b[a-z]\.?[a-z]\.? 20\d\d\b/g) ?? []).filter((run) => INITIALS.has(run));
  return [...new Set([...found, ...days, ...initials])];
}
