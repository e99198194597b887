import { classes } from './classes';

interface CodeProps {
  code: string;
  /** In a heading or before a decision a code stands in a chip; in a row it is only text. */
  chip?: boolean | 'big';
}

/** Reads a code the way a person says it: "code Kalachuchi 17", "code B 7 Q 4 X". */
export function spokenCode(code: string): string {
  const word = /^([A-Za-z]{2,})-(\d+)$/.exec(code);
  if (word?.[1] && word[2])
    return `code ${word[1].charAt(0).toUpperCase()}${word[1].slice(1).toLowerCase()} ${word[2]}`;
  return `code ${code
    .replace(/[^A-Za-z0-9]/g, '')
    .split('')
    .join(' ')}`;
}

/** A child is a code: never translated, never beside a face, a color or an age. */
export function CodeChip({ code, chip = false }: CodeProps) {
  return (
    <span className={classes('code', chip && 'chip', chip === 'big' && 'chip-big')} translate="no">
      <span aria-hidden="true">{code}</span>
      <span className="vh">{spokenCode(code)}</span>
    </span>
  );
}
