import { Refusal } from '~/access/refusal';
import { buyHolding } from '~/ledger/buy-holding.server';
import type { PostingDraft } from '~/ledger/journal-entry';
import { acquisition, type HeldLot, maturity, sale, spending, type TakingOut } from '~/ledger/lot-sides';
import { matureHolding } from '~/ledger/mature-holding.server';
import type { LotMove } from '~/ledger/post-lot-entry.server';
import { sellHolding } from '~/ledger/sell-holding.server';
import { spendCurrency } from '~/ledger/spend-currency.server';
import { amount, type Decimal } from '~/money/amount';
import { figure } from './ledger-door';
import type { Entry, LedgerModel, Lot, Side } from './ledger-model';
import { type Scene, type Step, someDay, someone } from './steps';

const HOLDINGS = { NOTE: 'security', BILL: 'security', PHP: 'currency' } as const;
type Name = keyof typeof HOLDINGS;

const decimal = (tenThousandths: number): Decimal => amount(figure(tenThousandths));
const tenThousandths = (value: Decimal) => value.times(10_000).toNumber();

function sidesOf(sub: number, postings: readonly PostingDraft[]): Side[] {
  return postings.map(({ account, part, lot, foreign, ...posting }) => ({
    ...{ account, sub, part, amount: tenThousandths(posting.amount), lot: lot?.id ?? null },
    units: (lot ?? foreign) ? tenThousandths((lot?.units ?? foreign?.units) as Decimal) : null,
    currency: foreign?.currency ?? null,
  }));
}

const heldLots = ({ lots }: LedgerModel, sub: number): HeldLot[] =>
  [...lots.values()]
    .filter((lot) => lot.sub === sub && lot.units > 0)
    .map((lot) => ({ ...lot, units: decimal(lot.units), carrying: decimal(lot.carrying) }));

interface Plan {
  move: LotMove;
  entry: Omit<Entry, 'sides'>;
}

function planOf(scene: Scene, holding: string, sub: number, units: number): Plan {
  const { model } = scene;
  const [on, source] = [someDay(scene), scene.name()];
  return {
    move: {
      ...{
        trustId: model.at.trust,
        subaccountId: sub,
        occurredOn: on,
        description: '',
        party: '',
        category: '',
        reference: '',
      },
      ...{ source: { type: 'model', ref: source }, holding, units: decimal(units) },
    },
    entry: { on, concerns: null, description: 'lot', source, reverses: null },
  };
}

export function buy(scene: Scene): Step {
  const { model, dice } = scene;
  const holding = dice.pick(Object.keys(HOLDINGS) as Name[]);
  const [sub, units, cost] = [dice.pick(model.at.subs), dice.between(1, 90_000) * 10, dice.between(1, 15_000) * 100];
  const { move, entry } = planOf(scene, holding, sub, units);
  const kind = HOLDINGS[holding];
  // The lot's number is not known before: this stands for it.
  const lot: Lot = { ...{ id: -1, sub, holding, kind, acquiredOn: entry.on }, units: 0, carrying: 0 };
  const into = { id: lot.id, units: decimal(units), carrying: decimal(cost) };
  const planned = { ...entry, sides: sidesOf(sub, acquisition({ holding, kind }, into)) };
  model.lots.set(lot.id, lot);
  const { who, refusals } = someone(scene, model.refusals([planned]));
  model.lots.delete(lot.id);
  return {
    ...{ says: `buy ${JSON.stringify(planned)}`, refusals },
    run: (door) => door.verb(who, (q) => buyHolding(q, { ...move, kind, cost: decimal(cost) })),
    done: async ([id = 0], door) => {
      const [row] = await door.rows<{ lot: string }>(
        'select lot_id as lot from posting where entry_id = $1 and line = 1',
        [id],
      );
      const opened = Number(row?.lot);
      model.lots.set(opened, { ...lot, id: opened });
      model.post({ ...planned, sides: planned.sides.map((side) => (side.lot ? { ...side, lot: opened } : side)) }, id);
    },
  };
}

/** Sells, redeems or spends: a part, all, or more than there is. */
export function takeOut(scene: Scene): Step {
  const { model, dice } = scene;
  const lot = dice.pick([...model.lots.values()].filter(({ units }) => units > 0));
  if (!lot) return buy(scene);
  const there = [...model.lots.values()].filter(({ sub, holding }) => sub === lot.sub && holding === lot.holding);
  const all = there.reduce((total, { units }) => total + units, 0);
  const some = [all, Math.max(1, Math.floor(all / dice.between(2, 9))), dice.between(1, lot.units), 1, all + 1];
  const units = dice.pick(some);
  const { move, entry } = planOf(scene, lot.holding, lot.sub, units);
  const proceeds = decimal(dice.between(1, 9_000) * 100);
  const taking: TakingOut = {
    holding: lot.holding,
    lots: heldLots(model, lot.sub),
    units: move.units,
    policy: model.at.policy,
    occurredOn: entry.on,
  };
  const account = 'distribution:EDU';
  const ways = {
    sell: { postings: () => sale(taking, proceeds).postings, verb: sellHolding },
    mature: { postings: () => maturity(taking, proceeds).postings, verb: matureHolding },
  };
  const way = ways[dice.pick(['sell', 'mature'] as const)];
  const isSpent = lot.kind === 'currency' && dice.once(2);
  const [planned, refusal] = attempt(() => ({
    ...entry,
    sides: sidesOf(lot.sub, isSpent ? spending(taking, account).postings : way.postings()),
  }));
  const { who, refusals } = someone(scene, planned ? model.refusals([planned]) : new Set([refusal]));
  return {
    ...{ says: `take out ${units} ${lot.holding}: ${JSON.stringify(planned)}`, refusals },
    run: (door) =>
      door.verb(who, (q) => (isSpent ? spendCurrency(q, { ...move, account }) : way.verb(q, { ...move, proceeds }))),
    done: ([id = 0]) => {
      if (planned) model.post(planned, id);
    },
  };
}

/** Units into a lot that is there or out of it, by hand and on any day: also before they came, or from under a later sale. */
export function moveByHand(scene: Scene): Step {
  const { model, dice } = scene;
  const lot = dice.pick([...model.lots.values()].filter(({ units }) => units > 1));
  if (!lot) return buy(scene);
  const out = dice.once(3) ? lot.units : dice.between(1, lot.units - 1);
  const value = Math.max(1, Math.floor((lot.carrying * out) / lot.units));
  const [units, carrying] = dice.once(3) ? [dice.between(1, 90_000), dice.between(1, 90_000)] : [-out, -value];
  const { entry } = planOf(scene, lot.holding, lot.sub, out);
  const sides = sidesOf(lot.sub, [
    {
      ...{ account: `asset:${lot.holding}`, part: 'principal', amount: decimal(carrying) },
      ...{ lot: { id: lot.id, units: decimal(units) } },
      ...(lot.kind === 'currency' ? { foreign: { currency: lot.holding, units: decimal(units) } } : {}),
    },
    { account: 'asset:cash', part: 'principal', amount: decimal(-carrying) },
  ]);
  const planned = { ...entry, sides };
  const { who, refusals } = someone(scene, model.refusals([planned]));
  return {
    ...{ says: `move by hand: ${JSON.stringify(planned)}`, refusals },
    run: (door) => door.post(who, planned),
    done: ([id = 0]) => model.post(planned, id),
  };
}

function attempt<T>(work: () => T): [T, ''] | [null, string] {
  try {
    return [work(), ''];
  } catch (error) {
    if (error instanceof Refusal) return [null, error.code];
    throw error;
  }
}
