import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS, auditWords } from '~/domain/audit/audit-words';

/** Verbs write the trail; how people sign in is written by its own pages and gates. */
const WRITERS = [
  'app/domain',
  'app/routes/account',
  'app/routes/accountings',
  'app/http/sign-in',
  'app/vault',
  'app/cli',
].map((folder) => path.resolve(folder));

/** Every action that is handed to the trail: the literals beside `recordAuditEvent`, and those chosen from a table. */
function writtenActions(): string[] {
  const files = WRITERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  ).filter((file) => /\.tsx?$/.test(file));
  return files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const written =
      /(?:select record_audit_event\(|recordReadings\(\s*tx,\s*|onClose\(tx, actor, )'([a-z-]+\.[a-z-]+)'/g;
    // What leaves as a file is handed to `takeCopy`, by one way or another.
    const leaving = [...source.matchAll(/\baction: '([a-z-]+\.exported)'/g)].map(([, word = '']) => word);
    const queried = [...[...source.matchAll(written)].map(([, word = '']) => word), ...leaving];
    if (!source.includes('recordAuditEvent(')) return queried;
    const calls = source
      .split('recordAuditEvent(')
      .slice(1)
      .map((rest) => rest.slice(0, 400));
    const literal = calls.flatMap((call) => /action:([^,]*),/.exec(call)?.[1]?.match(/[a-z-]+\.[a-z-]+/g) ?? []);
    const tabled = [...source.matchAll(/^const ACTIONS[^{]*\{([^}]*)\}/gm)].flatMap(
      (table) => table[1]?.match(/'([a-z-]+\.[a-z-]+)'/g)?.map((word) => word.slice(1, -1)) ?? [],
    );
    return [
      ...queried,
      ...literal.filter((word) => !word.startsWith('input.') && !word.startsWith('share.')),
      ...tabled,
    ];
  });
}

/** Every action that a function of the database records by itself. */
function actionsOfInvariants(): string[] {
  const folder = path.resolve('db/invariants');
  return readdirSync(folder).flatMap((file) =>
    [
      ...readFileSync(path.join(folder, file), 'utf8').matchAll(
        /(?:record_audit_event|take_copy|note_payout_account)\(([^,]*),/g,
      ),
    ].flatMap(([, action = '']) => [...action.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, word]) => word as string)),
  );
}

describe('the words of the trail', () => {
  it('cover every action a verb or the database records, and no other', () => {
    expect([...new Set([...writtenActions(), ...actionsOfInvariants()])].sort()).toEqual([...AUDIT_ACTIONS].sort());
  });

  it('leave an act that has none yet as it was written', () => {
    expect(auditWords('accounting.filed')).toBe('verified and filed accounting');
    expect(auditWords('provider.vetted')).toBe('provider.vetted');
  });
});
