/**
 * What the ledger promises, in a few pure rules: which entries, holds and closes it takes, which refusal each of the others
 * may meet, and what is on hand afterwards. Figures are whole ten-thousandths; a fraction is finer than the books allow.
 * Where several things are wrong with one call, any of their codes is right: in which order they are found is the door's.
 */
export type Part = 'principal' | 'income';

export interface Side {
  account: string;
  sub: number;
  part: Part;
  amount: number;
  lot: number | null;
  units: number | null;
  currency: string | null;
}

export interface Entry {
  on: string;
  concerns: string | null;
  description: string;
  source: string;
  /** An entry's number, or -1 for the first of the same call. */
  reverses: number | null;
  sides: Side[];
}

export interface Posted extends Entry {
  id: number;
}

export interface Hold {
  id: number;
  sub: number;
  amount: number;
  expires: string | null;
  ended: boolean;
}

export interface Lot {
  id: number;
  sub: number;
  holding: string;
  kind: 'security' | 'currency';
  acquiredOn: string;
  units: number;
  carrying: number;
}

export interface Close {
  id: number;
  through: string;
  askedBy: 'fe' | 'pia' | 'ana' | null;
}

export interface Setting {
  today: string;
  openedOn: string;
  latestOn: string;
  trust: number;
  policy: 'average' | 'fifo';
  subs: number[];
}

const KINDS = ['asset', 'opening', 'receipt', 'gain', 'disbursement', 'loss', 'distribution'];
export const BASE = 'USD';
const CURRENCIES = [BASE, 'PHP', 'EUR'];
const sum = (figures: number[]) => figures.reduce((total, figure) => total + figure, 0);
const isWhole = (figure: number | null) => figure === null || Number.isInteger(figure);

export class LedgerModel {
  readonly entries: Posted[] = [];
  /** What was posted many at once, as it was asked. */
  readonly calls: (readonly Entry[])[] = [];
  readonly holds = new Map<string, Hold>();
  readonly lots = new Map<number, Lot>();
  /** Those that stand, oldest first. */
  readonly closes: Close[] = [];

  constructor(readonly at: Setting) {}

  get shutThrough(): string {
    return this.closes.at(-1)?.through ?? '';
  }

  bySource(source: string): Posted | undefined {
    return this.entries.find((entry) => entry.source === source);
  }

  /** What a sub-account has in cash at the end of a day. */
  cash(sub: number, through = '9999'): number {
    return sum([...cashByDay(this.entries, sub)].map(([day, moved]) => (day <= through ? moved : 0)));
  }

  held(sub: number): number {
    return sum([...this.holds.values()].filter((hold) => hold.sub === sub && !hold.ended).map((hold) => hold.amount));
  }

  /** Account and part to balance, at the end of a day; of the entries that were known when there were so many. */
  trialBalance(through: string, known = this.entries.length): Map<string, number> {
    const balances = new Map<string, number>();
    for (const entry of this.entries.slice(0, known)) {
      if (entry.on > through) continue;
      for (const { account, part, amount } of entry.sides)
        balances.set(`${account} ${part}`, (balances.get(`${account} ${part}`) ?? 0) + amount);
    }
    return balances;
  }

  /** The codes that a call with these entries may be refused with; none where it is taken. */
  refusals(call: readonly Entry[]): Set<string> {
    const codes = new Set<string>();
    const fresh = call.filter((entry) => !this.isRepeat(entry, call));
    for (const entry of fresh) {
      for (const code of [...this.faultsOfEntry(entry), ...this.faultsOfReversal(entry, call)]) codes.add(code);
      for (const side of entry.sides) for (const code of this.faultsOfSide(side)) codes.add(code);
    }
    for (const code of this.faultsOfBalances(fresh)) codes.add(code);
    return codes;
  }

  post(entry: Entry, id: number): void {
    if (this.bySource(entry.source)) return;
    this.entries.push({ ...entry, id });
    for (const side of entry.sides) {
      const lot = side.lot === null ? undefined : this.lots.get(side.lot);
      if (!lot) continue;
      lot.units += side.units ?? 0;
      lot.carrying += side.amount;
    }
  }

  /** The same source with the same entry answers the number it had, whatever was closed since. */
  isRepeat(entry: Entry, call: readonly Entry[] = []): boolean {
    const before = this.bySource(entry.source);
    if (!before) return false;
    const { id, ...content } = before;
    const { reverses } = entry;
    const original =
      reverses === null || reverses > 0 ? reverses : this.bySource(call[-reverses - 1]?.source ?? '')?.id;
    return JSON.stringify(content) === JSON.stringify({ ...entry, reverses: original });
  }

  private faultsOfEntry(entry: Entry): string[] {
    const faults: string[] = [];
    if (entry.sides.length < 2) faults.push('LE002');
    if (entry.on < this.at.openedOn) faults.push('LE007');
    if (entry.on <= this.shutThrough) faults.push('LE005');
    if (entry.on > this.at.latestOn) faults.push('LE006');
    if (entry.concerns !== null && entry.concerns > this.shutThrough) faults.push('LE015');
    for (const part of ['principal', 'income'])
      if (sum(entry.sides.filter((side) => side.part === part).map((side) => side.amount)) !== 0) faults.push('LE001');
    if (this.bySource(entry.source)) faults.push('LE011');
    for (const currency of new Set(entry.sides.map((side) => side.currency ?? BASE)))
      if (currency !== BASE && !balances(entry.sides, currency)) faults.push('LE013');
    return faults;
  }

  private faultsOfSide(side: Side): string[] {
    const faults: string[] = [];
    const [kind = ''] = side.account.split(':');
    const isHolding = kind === 'asset' && side.account !== 'asset:cash';
    const currency = side.currency ?? BASE;
    if (side.amount === 0 || !isWhole(side.amount) || !isWhole(side.units)) faults.push('LE003');
    if (side.units !== null && Math.sign(side.units) !== Math.sign(side.amount)) faults.push('LE003');
    if (!KINDS.includes(kind) || !this.at.subs.includes(side.sub)) faults.push('LE004');
    if (isHolding !== (side.lot !== null)) faults.push('LE004');
    if ((side.units === null) !== (currency === BASE && side.lot === null)) faults.push('LE013');
    if (!CURRENCIES.includes(currency)) faults.push('LE013');
    const lot = side.lot === null ? undefined : this.lots.get(side.lot);
    if (side.lot !== null && (lot?.sub !== side.sub || side.account !== `asset:${lot.holding}`)) faults.push('LE004');
    if (lot && currency !== BASE && (lot.kind !== 'currency' || lot.holding !== currency)) faults.push('LE013');
    return faults;
  }

  private faultsOfReversal(entry: Entry, call: readonly Entry[]): string[] {
    if (entry.reverses === null) return [];
    const original =
      entry.reverses < 0 ? call[-entry.reverses - 1] : this.entries.find(({ id }) => id === entry.reverses);
    // An entry of another trust.
    if (!original) return ['LE014'];
    const faults: string[] = [];
    if (this.entries.some((other) => other.reverses === entry.reverses)) faults.push('23505');
    if (original.reverses !== null || entry.on < original.on) faults.push('LE014');
    const key = (side: Side) => [side.account, side.sub, side.part, side.currency ?? BASE, side.lot].join(' ');
    const moved = new Map<string, number>();
    for (const side of [...original.sides, ...entry.sides])
      moved.set(key(side), (moved.get(key(side)) ?? 0) + side.amount);
    if ([...moved.values()].some((left) => left !== 0)) faults.push('LE014');
    return faults;
  }

  /** Whether a lot that these entries move would be below zero, or carry what it has no units for, at the end of a day. */
  private isEverShort({ id }: Lot, fresh: readonly Entry[]): boolean {
    const isMoved = (entry: Entry) => entry.sides.some((side) => side.lot === id);
    if (!fresh.some(isMoved)) return false;
    const ends = new Map<string, { units: number; carrying: number }>();
    const end = { units: 0, carrying: 0 };
    const all = [...this.entries, ...fresh].filter(isMoved).sort((one, other) => one.on.localeCompare(other.on));
    for (const { on, sides } of all) {
      for (const side of sides.filter(({ lot }) => lot === id)) {
        end.units += side.units ?? 0;
        end.carrying += side.amount;
      }
      ends.set(on, { ...end });
    }
    return [...ends.values()].some(
      ({ units, carrying }) => units < 0 || carrying < 0 || (units === 0 && carrying !== 0),
    );
  }

  private faultsOfBalances(fresh: readonly Entry[]): string[] {
    const faults: string[] = [];
    for (const sub of this.at.subs) {
      const moves = cashByDay(fresh, sub);
      if (moves.size === 0) continue;
      for (const [day, moved] of cashByDay(this.entries, sub)) moves.set(day, (moves.get(day) ?? 0) + moved);
      let cash = 0;
      for (const day of [...moves.keys()].sort()) {
        cash += moves.get(day) ?? 0;
        if (cash < 0) faults.push('LE008');
      }
      if (cash < this.held(sub)) faults.push('LE008');
    }
    for (const lot of this.lots.values()) if (this.isEverShort(lot, fresh)) faults.push('LE009');
    return faults;
  }
}

function cashByDay(entries: readonly Entry[], sub: number): Map<string, number> {
  const moves = new Map<string, number>();
  for (const { on, sides } of entries)
    for (const side of sides)
      if (side.sub === sub && side.account === 'asset:cash') moves.set(on, (moves.get(on) ?? 0) + side.amount);
  return moves;
}

/** A foreign currency sums to zero in its units, unless what the trust holds of another moves the other way. */
function balances(sides: readonly Side[], currency: string): boolean {
  const isMoney = (side: Side) =>
    side.account === 'asset:cash' || (side.lot !== null && side.currency !== null && side.currency !== BASE);
  const moved = (of: (side: Side) => boolean) =>
    sum(sides.filter((side) => of(side) && isMoney(side)).map((side) => side.amount));
  if (sum(sides.filter((side) => side.currency === currency).map((side) => side.units ?? 0)) === 0) return true;
  const ours = moved((side) => side.currency === currency);
  const others = new Set(sides.map((side) => side.currency ?? BASE).filter((other) => other !== currency));
  return [...others].some((other) => moved((side) => (side.currency ?? BASE) === other) * ours < 0);
}
