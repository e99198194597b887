import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { jsonOf, tableOf } from './ledger/figure';
import { ledgerBench } from './ledger/ledger-bench';

const wholeFrom = (least: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new InvalidArgumentError(`It takes a whole number from ${least}.`);
  return value;
};

const program = new Command('bench').description(
  'Ratios of one interleaved run; bench/README.md says how to read them.',
);
program
  .command('ledger')
  .description('The write door, bulk posting, the chain, and reads of a large book.')
  .option('--postings <n>', 'how large a book to read', wholeFrom(1_000), 100_000)
  .option('--rounds <n>', 'rounds of each race', wholeFrom(5), 5)
  .option('--seconds <n>', 'how long each side of a round runs', wholeFrom(1), 2)
  .option('--only <ids>', 'some of the figures, like W1,W5')
  .option('--json <file>', 'write the figures there too')
  .action(async (options: { postings: number; rounds: number; seconds: number; only?: string; json?: string }) => {
    const only = options.only?.split(',').map((id) => id.trim().toUpperCase()) ?? null;
    const { figures, profile } = await ledgerBench({ ...options, only }, (line) => process.stderr.write(`${line}\n`));
    process.stdout.write(`${tableOf(figures)}\n`);
    if (profile) process.stdout.write(`\nWhy W2 falls short:\n${profile}\n`);
    if (options.json) writeFileSync(options.json, jsonOf(figures));
  });
await program.parseAsync();
