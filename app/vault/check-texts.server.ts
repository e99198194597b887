import type { Acting } from 'db/client';
import { Refusal } from '~/access/refusal';
import { askVault } from './ask-vault.server';
import { LONGEST_LINE, LONGEST_TEXT, MOST_TEXTS } from './protocol';
import type { Found, ScanKind } from './scan-texts.server';
import { type PatternKind, patternsIn } from './text-patterns';

/** What a text tells of a person, by kind; never which words of it. */
export interface Told {
  /** The place of the text among those asked. */
  text: number;
  kind: ScanKind | PatternKind;
  sure: boolean;
}

export interface Checked {
  told: Told[];
  /** Whether the vault answered. Where it did not, only what a shape tells was looked for. */
  byVault: boolean;
}

/** Typed just now, or kept since long: what is kept was counted when somebody typed it. */
export type Origin = 'typed' | 'kept';

export type CheckTexts = (texts: readonly string[], origin?: Origin) => Promise<Checked>;

const MOST_BYTES = LONGEST_LINE / 2;
const AWAY = ['vault.unreachable', 'vault.sealed', 'vault.shut', 'vault.fault', 'vault.broken'];

/**
 * Holds texts up to the vault, as the person of a session, and to the shapes that need none. Throws Refusal
 * 'vault.scanned' where that person asked or found too much in this hour.
 */
export function checkTextsBy(socket: string, asking: Acting): CheckTexts {
  return async (texts, origin = 'typed') => {
    const shapes = texts.flatMap((text, place) => patternsIn(text).map((kind) => ({ text: place, kind, sure: true })));
    try {
      const found: Found[] = [];
      for (const part of inQuestions(texts)) {
        const answer = await askVault(socket, { ask: 'scan', ...asking, origin, texts: part.map(({ text }) => text) });
        found.push(...answer.found.map((one) => ({ ...one, text: part[one.text]?.place ?? 0 })));
      }
      return { told: [...found, ...shapes], byVault: true };
    } catch (error) {
      if (error instanceof Refusal && AWAY.includes(error.code)) return { told: shapes, byVault: false };
      throw error;
    }
  };
}

/** Long texts in pieces that overlap, so that no name falls between two; then as many to a question as fit its line. */
function inQuestions(texts: readonly string[]): { text: string; place: number }[][] {
  const OVERLAP = 200;
  const pieces = texts.flatMap((text, place) => {
    const starts = Array.from({ length: Math.max(1, Math.ceil(text.length / (LONGEST_TEXT - OVERLAP))) });
    return starts.map((_, at) => ({ place, text: text.slice(at * (LONGEST_TEXT - OVERLAP)).slice(0, LONGEST_TEXT) }));
  });
  const questions: (typeof pieces)[] = [];
  let room = 0;
  for (const piece of pieces) {
    const bytes = Buffer.byteLength(JSON.stringify(piece.text)) + 1;
    const last = questions.at(-1);
    if (last && bytes <= room && last.length < MOST_TEXTS) last.push(piece);
    else {
      questions.push([piece]);
      room = MOST_BYTES;
    }
    room -= bytes;
  }
  return questions;
}
