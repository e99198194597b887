import { Refusal } from '~/access/refusal';
import { Decimal, sum, ZERO } from '~/money/amount';
import { CASH, type Part, type PostingDraft } from './journal-entry';
import { type LotBalance, type LotPolicy, type Relief, relieveLots } from './relieve-lots';

/** What a trust holds besides cash: a security by its name, or foreign money by its currency. */
export interface Holding {
  holding: string;
  kind: 'security' | 'currency';
}

/** A lot as it stands: units bought together on a day, at what they cost. */
export interface HeldLot<Id = number> extends LotBalance<Id>, Holding {
  acquiredOn: string;
}

/** Units that leave a holding on a day. Lots of another holding or of a later day stay; those of one day leave as given. */
export interface TakingOut<Id = number> {
  holding: string;
  lots: readonly HeldLot<Id>[];
  units: Decimal;
  policy: LotPolicy;
  occurredOn: string;
}

/** What an entry that takes units out posts, and what of it the lots carried, the trust gained (or lost), and is income. */
export interface LotEntry<Id = number> {
  postings: PostingDraft<Id>[];
  carrying: Decimal;
  gain: Decimal;
  income: Decimal;
}

/** Units that come into a new lot at their cost: bought with cash, or brought in from what another account says. */
export function acquisition<Id>(holding: Holding, lot: LotBalance<Id>, from = CASH): PostingDraft<Id>[] {
  const into = lotSide(holding, lot);
  // Foreign money that is brought in comes from its own; what is bought comes from cash in the trust's currency.
  const foreign = from === CASH ? undefined : into.foreign;
  return [
    into,
    {
      account: from,
      part: 'principal',
      amount: lot.carrying.negated(),
      ...(foreign ? { foreign: { ...foreign, units: lot.units.negated() } } : {}),
    },
  ];
}

/**
 * A holding sold, or foreign money changed back: cash for what it carried, and the difference a gain or a loss of principal.
 * Throws Refusal 'lot.units', 'lot.carrying'.
 */
export function sale<Id>(taking: TakingOut<Id>, proceeds: Decimal): LotEntry<Id> {
  const { sides, carrying } = takeOut(taking);
  const gain = proceeds.minus(carrying);
  return {
    postings: [...cash('principal', proceeds), ...sides, ...gainOrLoss(taking.holding, gain)],
    ...{ carrying, gain, income: ZERO },
  };
}

/**
 * A holding repaid when it falls due. What it brings over its cost is income where the lot was bought within a year of
 * that day, else a gain; less than its cost is a loss (UPIA 406(b)). `statedIncome` where the books already say it.
 * Throws Refusal 'lot.units', 'lot.carrying'.
 */
export function maturity<Id>(taking: TakingOut<Id>, proceeds: Decimal, statedIncome?: Decimal): LotEntry<Id> {
  const { sides, carrying, lots } = takeOut(taking);
  const income = statedIncome ?? shortTermExcess(taking, proceeds, lots);
  const gain = proceeds.minus(income).minus(carrying);
  const postings = [
    ...cash('principal', proceeds.minus(income)),
    ...sides,
    ...gainOrLoss(taking.holding, gain),
    ...cash('income', income),
    ...side('receipt:maturity_excess', 'income', income.negated()),
  ];
  return { postings, carrying, gain, income };
}

/**
 * Foreign cash spent on what an account says: at what it carried, never at the day's rate.
 * Throws Refusal 'lot.units', 'lot.carrying'.
 */
export function spending<Id>(taking: TakingOut<Id>, account: string): LotEntry<Id> {
  const { sides, carrying } = takeOut(taking);
  const foreign = { currency: taking.holding, units: taking.units };
  return {
    postings: [...sides, { account, part: 'principal', amount: carrying, foreign }],
    ...{ carrying, gain: ZERO, income: ZERO },
  };
}

/** What leaves the lots, and the sides that discharge them. */
function takeOut<Id>({ holding, lots, units, policy, occurredOn }: TakingOut<Id>) {
  const there = lots
    .filter((lot) => lot.holding === holding && lot.units.gt(0) && lot.acquiredOn <= occurredOn)
    .sort((one, other) => one.acquiredOn.localeCompare(other.acquiredOn));
  const relief = relieveLots(there, units, policy);
  if (!relief) {
    const held = sum(there.map((lot) => lot.units));
    throw new Refusal(
      'lot.units',
      `${units} units of ${holding} are asked for; the trust holds ${held} on ${occurredOn}.`,
      'units',
    );
  }
  if (relief.lots.some((lot) => lot.carrying.isZero()))
    throw new Refusal(
      'lot.carrying',
      `${units} units of ${holding} carry less than a cent. Write more units.`,
      'units',
    );
  const kind = there[0]?.kind ?? 'security';
  const sides = relief.lots.map(({ id, units: out, carrying }) =>
    lotSide({ holding, kind }, { id, units: out.negated(), carrying: carrying.negated() }),
  );
  return { ...relief, sides };
}

/** Each lot brings its share of the proceeds by its units, to the cent; the last brings the rest. */
function shortTermExcess<Id>(taking: TakingOut<Id>, proceeds: Decimal, relieved: Relief<Id>['lots']): Decimal {
  let through = ZERO;
  let brought = ZERO;
  let excess = ZERO;
  for (const { id, units, carrying } of relieved) {
    through = through.plus(units);
    const upTo = proceeds.times(through).div(taking.units).toDecimalPlaces(2);
    const acquiredOn = taking.lots.find((lot) => lot.id === id)?.acquiredOn ?? '';
    if (taking.occurredOn <= yearAfter(acquiredOn)) excess = excess.plus(upTo).minus(brought).minus(carrying);
    brought = upTo;
  }
  return Decimal.max(ZERO, excess);
}

/** Days are compared as text, so that a leap day needs no day of its own in the next year. */
function yearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}

function lotSide<Id>({ holding, kind }: Holding, { id, units, carrying }: LotBalance<Id>): PostingDraft<Id> {
  return {
    account: `asset:${holding}`,
    part: 'principal',
    amount: carrying,
    lot: { id, units },
    ...(kind === 'currency' ? { foreign: { currency: holding, units } } : {}),
  };
}

const cash = (part: Part, amount: Decimal) => side(CASH, part, amount);

const gainOrLoss = (holding: string, gain: Decimal) =>
  side(`${gain.isNegative() ? 'loss' : 'gain'}:${holding}`, 'principal', gain.negated());

/** One side, or none where nothing moves. */
function side(account: string, part: Part, amount: Decimal): Array<Pick<PostingDraft, 'account' | 'part' | 'amount'>> {
  return amount.isZero() ? [] : [{ account, part, amount }];
}
