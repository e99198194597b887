import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PLANT_WORDS } from '~/domain/beneficiaries/plant-words';

/**
 * names.txt: given names and surnames of English and Spanish (@faker-js/faker, MIT) and common Filipino ones.
 * places.txt: cities, municipalities, provinces and regions (npm: philippines, MIT), word by word.
 */
const wordsOf = (file: string) =>
  readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8')
    .split(/\s+/)
    .filter(Boolean);
const NAMES = wordsOf('names.txt');
const PLACES = wordsOf('places.txt');

/** How a word sounds to a Filipino ear: letters that are spoken alike are one. */
const sound = (word: string) =>
  word
    .replace(/CH|TS/g, 'X')
    .replace(/[CQ]/g, 'K')
    .replace(/Z/g, 'S')
    .replace(/V/g, 'B')
    .replace(/F/g, 'P')
    .replace(/J/g, 'H')
    .replace(/[EY]/g, 'I')
    .replace(/[OW]/g, 'U')
    .replace(/(.)\1+/g, '$1');

/** How many letters have to change to make one word of the other. */
function apart(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [index, mine] of [...other].entries()) {
      const change = (row[index] as number) + (mine === letter ? 0 : 1);
      next.push(Math.min((row[index + 1] as number) + 1, (next[index] as number) + 1, change));
    }
    row = next;
  }
  return row.at(-1) as number;
}

/** What breaks the rules of a list of plant words, each as one line. */
function problems(words: readonly string[]): string[] {
  const names = new Set(NAMES.map(sound));
  const places = new Set(PLACES.map(sound));
  return words.flatMap((word, index) => {
    const alone = [
      !/^[A-Z]{4,}$/.test(word) && `${word} is not four capital letters or more`,
      names.has(sound(word)) && `${word} is a name, or sounds like one`,
      places.has(sound(word)) && `${word} is a place, or sounds like one`,
    ];
    const pairs = words
      .slice(index + 1)
      .flatMap((other) => [
        word.slice(0, 4) === other.slice(0, 4) && `${word} begins like ${other}`,
        apart(word, other) < 3 && `${word} is spelled nearly like ${other}`,
        sound(word).slice(0, 4) === sound(other).slice(0, 4) && `${word} begins with the sound of ${other}`,
        apart(sound(word), sound(other)) < 3 && `${word} sounds nearly like ${other}`,
      ]);
    return [...alone, ...pairs].filter((problem) => problem !== false);
  });
}

describe('the plants of codes', () => {
  it('are about two hundred', () => {
    expect(PLANT_WORDS.length).toBeGreaterThanOrEqual(200);
  });

  it('are no names, no places, and none is taken for another in writing or in speech', () => {
    expect(problems(PLANT_WORDS)).toEqual([]);
  });

  it.each([
    [['ANTIPOLO'], 'ANTIPOLO is a place, or sounds like one'],
    [['TABAKO'], 'TABAKO is a place, or sounds like one'],
    [['CABALLERO'], 'CABALLERO is a name, or sounds like one'],
    [['ROSAL'], 'ROSAL is a name, or sounds like one'],
    [['UPO'], 'UPO is not four capital letters or more'],
    [['KALABASA', 'KALAMANSI'], 'KALABASA begins like KALAMANSI'],
    [['LANGKA', 'MANGGA'], 'LANGKA is spelled nearly like MANGGA'],
    [['CAIMITO', 'KAYMITO'], 'CAIMITO sounds nearly like KAYMITO'],
  ])('would not be %j', (words, problem) => {
    expect(problems(words)).toContain(problem);
  });
});
