import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { AccountingFault } from './errors';
import type { PrintedAccount } from './printed-account';

const FONTS = ['TutelaSerif-Regular.ttf', 'TutelaSerif-Bold.ttf', 'TutelaSerif-Italic.ttf', 'TutelaSans-Regular.ttf'];

/**
 * The account as a PDF for filing: PDF/A-2a, tagged, our own fonts embedded; no attachment, script or form field
 * inside, which courts' filing systems refuse. The same account gives the same bytes: its timestamp is the end of the
 * day `dated` (ISO), never the clock. Throws AccountingFault 'accounting.not-printable' when a text cannot be set in
 * the fonts we ship.
 */
export function accountingPdf(account: PrintedAccount, dated: string): Buffer {
  const compiler = typst();
  const compiled = compiler.compile({
    mainFileContent: readFileSync(reportFile('court-accounting/court-accounting.typ'), 'utf8'),
    inputs: { account: JSON.stringify(account) },
  });
  const document = compiled.result;
  if (!document) throw notPrintable(compiled.takeDiagnostics()?.shortDiagnostics);
  try {
    return compiler.pdf(document, {
      pdfStandard: 'a-2a',
      creationTimestamp: Date.parse(`${dated.slice(0, 10)}T00:00:00Z`) / 1000,
    });
  } catch (error) {
    throw notPrintable(error);
  } finally {
    compiler.evictCache(10);
  }
}

let compilerOnce: NodeCompiler | undefined;

/** Made at first use: loading the engine costs what most requests never need. */
function typst(): NodeCompiler {
  compilerOnce ??= NodeCompiler.create({
    workspace: reportFile('court-accounting'),
    fontArgs: [{ fontBlobs: FONTS.map((name) => readFileSync(reportFile(join('fonts', name)))) }],
  });
  return compilerOnce;
}

function notPrintable(cause: unknown): AccountingFault {
  const detail = cause instanceof Error ? cause.message : JSON.stringify(cause);
  return new AccountingFault('accounting.not-printable', `The account cannot be set as PDF/A: ${detail}`);
}

/** The engine reads files, and a built server no longer stands beside them: they are found from the project's root. */
function reportFile(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'app/reports', name))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`app/reports/${name} is not where the server was started from`);
    folder = parent;
  }
  return join(folder, 'app/reports', name);
}
