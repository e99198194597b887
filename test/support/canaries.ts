import type { Identity } from '~/vault/keep-identity.server';

type Values = Required<Pick<Identity['values'], 'name' | 'birth_date' | 'address' | 'contact' | 'guardian'>>;

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
  values: Values;
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

/** Sixty children that nobody is: with ñ, particles, the surname first, nicknames, initials with the year of birth. */
export const CANARIES: readonly Canary[] = Array.from({ length: 60 }, (_, i) => {
  const [given, surname, guardian, nickname, place] = [1, 2, 3, 4, 5].map((salt) => coined(i, salt)) as [
    string,
    string,
    string,
    string,
    string,
  ];
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
  };
});

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** What a reader could know each by, as it stands in a plain text. */
const NEEDLES = CANARIES.flatMap(({ given, nickname, surname, guardian, place, values }) => [
  ...[given, nickname, surname, guardian, place].map(plain),
  plain(values.contact).replace(/\D/g, '').slice(-8),
]);
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
  const digits = letters.replace(/(?<=\d)[ ().\-/]{1,2}(?=\d)/g, '');
  const found = NEEDLES.filter((needle) => letters.includes(needle) || (/^\d/.test(needle) && digits.includes(needle)));
  const days = (letters.match(/\b20\d\d-\d\d-\d\d\b/g) ?? []).filter((day) => BORN.has(day));
  const initials = (letters.match(/\b[a-z]\.?[a-z]\.? 20\d\d\b/g) ?? []).filter((run) => INITIALS.has(run));
  return [...new Set([...found, ...days, ...initials])];
}
