import { spawnSync } from 'node:child_process';

/** Programs of others that read what we write, and the Debian package each comes in. */
const PACKAGES = {
  hledger: 'hledger',
  ledger: 'ledger',
  'bean-query': 'beancount',
  pdftotext: 'poppler-utils',
  pdfinfo: 'poppler-utils',
} as const;

/**
 * Whether a program that a test needs is missing. On a person's machine the test then steps aside, and says so; in CI
 * a missing program is a failure, because nobody would notice that nothing was checked.
 */
export function lacks(program: keyof typeof PACKAGES): boolean {
  const { error } = spawnSync(program, ['--version'], { stdio: 'ignore' });
  if (!error) return false;
  const words = `${program} is not installed: Debian has it in ${PACKAGES[program]}.`;
  if (process.env.CI) throw new Error(words);
  console.warn(`NOT CHECKED: ${words}`);
  return true;
}
