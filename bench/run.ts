import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { jsonOf, tableOf } from './ledger/figure';
import { IDS, ledgerBench } from './ledger/ledger-bench';

const wholeFrom = (least: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new InvalidArgumentError(`It takes a whole number from ${least}.`);
  return value;
};

function idsOf(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  const unknown = ids.find((id) => !IDS.includes(id));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`There is no figure "${unknown}". There are ${IDS.join(', ')}.`);
  return ids;
}

interface Options {
  postings: number;
  rounds: number;
  seconds: number;
  only?: string[];
  json?: string;
}

const program = new Command('bench').description(
  'Ratios of one interleaved run; bench/README.md says how to read them.',
);
program
  .command('ledger')
  .description('The write door, bulk posting, the chain, and reads of a large book.')
  .option('--postings <n>', 'how large a book to read', wholeFrom(1_000), 100_000)
  .option('--rounds <n>', 'rounds of each race; five or more say something', wholeFrom(1), 5)
  .option('--seconds <n>', 'how long each side of a round runs', wholeFrom(1), 2)
  .option('--only <ids>', 'some of the figures, like W1,W5', idsOf)
  .option('--json <file>', 'write the figures there too')
  .action(async ({ only, json, ...options }: Options) => {
    const say = (line: string) => process.stderr.write(`${line}\n`);
    try {
      const { figures, profiles } = await ledgerBench({ ...options, only: only ?? null }, say);
      process.stdout.write(`${[tableOf(figures), ...profiles].join('\n\n')}\n`);
      if (json) writeFileSync(json, jsonOf(figures));
    } catch (error) {
      process.exitCode = 1;
      say((error as Error).message);
    }
  });
await program.parseAsync();
