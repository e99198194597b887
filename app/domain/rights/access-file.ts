/** One part of what is held: a table, each of whose cells is a text. Amounts are exact, days are ISO. */
export interface Part {
  key: string;
  title: string;
  /** Where in the system it stands. */
  source: string;
  columns: readonly string[];
  rows: string[][];
  /** Columns that hold what people wrote in their own words. */
  texts: readonly string[];
  /** What a reader has to know beside the rows. */
  notes: readonly string[];
  /** Of its first column, where that is a day. */
  period: Period | null;
}

/** Legal days, both included. */
export interface Period {
  from: string;
  through: string;
}

/** What a part is made from; `dated`, where its first column is a day. */
export type PartFacts = Omit<Part, 'period' | 'texts' | 'notes'> &
  Partial<Pick<Part, 'texts' | 'notes'>> & { dated?: true };

export function partOf({ dated, texts = [], notes = [], ...facts }: PartFacts): Part {
  const days = dated ? facts.rows.map(([day = '']) => day.slice(0, 10)).sort() : [];
  const [from, through] = [days[0], days.at(-1)];
  return { ...facts, texts, notes, period: from && through ? { from, through } : null };
}

/** `books` for a trustee, `care` for the care team: a right of the child shows nobody who answers more than their office does. */
export type Edition = 'books' | 'care';

const ELSEWHERE: Record<Edition, string> = {
  books: 'The notes of the workers are in the copy that the care team takes.',
  care: 'The money and who read the record are in the copy that a trustee takes. Both copies together are the whole.',
};

export interface AccessFile {
  reference: string;
  code: string;
  edition: Edition;
  /** The year that its long parts are of; null for all that there is. */
  year: string | null;
  parts: Part[];
  elsewhere: string[];
}

/** What is said before the parts: what the file is, what is not in it, and where that is. */
export function forewords({ code, edition, year, elsewhere }: AccessFile): string[] {
  return [
    `This is what the system holds of ${code} outside the vault (RA 10173, section 16(c)). Each part says where it stands and of which days it is.`,
    ...(year
      ? [`The register of entries, services, notes and the trail are those of ${year}; every other part is whole.`]
      : []),
    'No name, address, birth date or contact is in it. Which of them the vault holds is listed; they are shown to the person on a screen, one by one, when two people agree.',
    'People who work here are named by their role. What concerns another child is not in it; of an entry that several share, this child’s part.',
    ELSEWHERE[edition],
    ...elsewhere,
  ];
}

/** The file for a program: each row with the names of its columns. */
export function accessFileAsJson(file: AccessFile, copy: string): string {
  const parts = file.parts.map(({ key, title, source, period, notes, columns, rows }) => ({
    ...{ key, title, source, period, notes },
    rows: rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? '']))),
  }));
  const whole = {
    accessFile: 'tutela access 1',
    reference: file.reference,
    code: file.code,
    copy,
    forewords: forewords(file),
    parts,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
