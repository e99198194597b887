import { Command } from 'commander';
import type { Tx } from 'db/client';
import { operatorTx } from 'db/operator';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { codeProblem } from '~/domain/beneficiaries/beneficiary-code';
import { findSubaccounts, type TrustRecord } from '~/domain/trusts/get-trust.server';
import { isDay } from '~/domain/trusts/legal-day';
import { buyHolding } from '~/ledger/buy-holding.server';
import { matureHolding } from '~/ledger/mature-holding.server';
import type { LotMove } from '~/ledger/post-lot-entry.server';
import { sellHolding } from '~/ledger/sell-holding.server';
import { spendCurrency } from '~/ledger/spend-currency.server';
import { type Decimal, parseAmount } from '~/money/amount';
import { command, print, withBooks } from './command';
import { Failure } from './failure';
import { theTrust } from './which-books';

interface Options {
  trust: string;
  beneficiary?: string;
  holding: string;
  units: string;
  on: string;
  party: string;
  reference: string;
  description?: string;
}

/** What all four say; how much came or went is each one's own. */
function moving(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption('--trust <code>', 'the trust, like T-0042')
    .option('--beneficiary <code>', 'whose it is, in a trust with several')
    .requiredOption('--holding <name>', 'TNOTE-2029-02-28, or a currency like PHP')
    .requiredOption('--units <units>', 'face of a security, or amount of foreign money')
    .requiredOption('--on <date>', 'the day it happened, like 2027-01-05')
    .requiredOption('--party <name>', 'with whom')
    .requiredOption('--reference <reference>', 'its voucher: the same again changes nothing')
    .option('--description <words>', 'what it was');
}

const buy = moving('buy', 'Records a purchase of a security or of foreign money: a lot at what it cost.')
  .requiredOption('--cost <amount>', 'what was paid, in the trust’s currency')
  .option('--foreign-cash', 'the holding is foreign money')
  .action(
    command((options: Options & { cost: string; foreignCash?: boolean }) =>
      record(options, 'purchase', (tx, move) =>
        buyHolding(tx, {
          ...move,
          kind: options.foreignCash ? 'currency' : 'security',
          cost: figure('cost', options.cost),
        }),
      ),
    ),
  );

const sell = moving('sell', 'Records a sale, or foreign money changed back. The ledger works out the gain or loss.')
  .requiredOption('--proceeds <amount>', 'what came in, in the trust’s currency')
  .action(
    command((options: Options & { proceeds: string }) =>
      record(options, 'sale', (tx, move) =>
        sellHolding(tx, { ...move, proceeds: figure('proceeds', options.proceeds) }),
      ),
    ),
  );

const mature = moving(
  'mature',
  'Records what an obligation repaid. Its excess over cost is income within a year of purchase.',
)
  .requiredOption('--proceeds <amount>', 'what came in, in the trust’s currency')
  .action(
    command((options: Options & { proceeds: string }) =>
      record(options, 'maturity', (tx, move) =>
        matureHolding(tx, { ...move, proceeds: figure('proceeds', options.proceeds) }),
      ),
    ),
  );

const spend = moving('spend', 'Records care paid out of foreign cash on hand, at its carrying value.')
  .requiredOption('--category <code>', 'what care it paid for, like EDU')
  .action(
    command((options: Options & { category: string }) =>
      record(options, 'spending', (tx, move) =>
        spendCurrency(tx, { ...move, category: options.category, account: `distribution:${options.category}` }),
      ),
    ),
  );

export const holdingCommand = new Command('holding')
  .description('Records what the custodian did with securities and foreign cash.')
  .addCommand(buy)
  .addCommand(sell)
  .addCommand(mature)
  .addCommand(spend);

async function record(options: Options, what: string, post: (tx: Tx, move: LotMove) => Promise<number>): Promise<void> {
  const units = figure('units', options.units);
  if (!isDay(options.on)) throw new Failure(`--on: "${options.on}" is not a date. Write it as 2027-01-05.`);
  await withBooks((connections) =>
    operatorTx(connections, async (tx) => {
      const trust = await theTrust(tx, options.trust);
      const { party, reference, holding, on: occurredOn, description = '' } = options;
      const entry = await post(tx, {
        ...{ trustId: trust.id, subaccountId: await subaccountOf(tx, trust, options.beneficiary), holding, units },
        ...{ occurredOn, description, party, category: 'investment', reference },
        source: { type: 'holding', ref: `${what}:${reference}` },
      });
      const facts = { what, entry: String(entry) };
      await recordAuditEvent(tx, {
        ...{ action: 'holding.recorded', recordType: 'trust', recordRef: trust.code, trustId: trust.id, facts },
      });
      print(`The ${what} is entry ${entry} of ${trust.code}.`);
    }),
  );
}

function figure(option: string, text: string): Decimal {
  const parsed = parseAmount(text);
  if (!parsed.ok) throw new Failure(`--${option}: ${parsed.message}`);
  if (parsed.value.lte(0)) throw new Failure(`--${option}: ${text} is not above zero.`);
  return parsed.value;
}

async function subaccountOf(tx: Tx, trust: TrustRecord, beneficiary: string | undefined): Promise<number> {
  const problem = beneficiary && codeProblem(beneficiary);
  if (problem) throw new Failure(`--beneficiary: ${problem}`);
  const all = await findSubaccounts(tx, trust.id);
  const [one, ...others] = all.filter(({ beneficiaryCode }) => !beneficiary || beneficiaryCode === beneficiary);
  if (!one) throw new Failure(`There is no beneficiary ${beneficiary ?? ''} in ${trust.code}.`);
  if (others.length > 0) throw new Failure(`${trust.code} has several beneficiaries: say whose by --beneficiary CODE.`);
  return one.id;
}
