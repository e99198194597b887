import type { Dice } from './dice';
import type { LedgerDoor, Who } from './ledger-door';
import type { LedgerModel } from './ledger-model';

/** One thing somebody tries: what the model expects of it, and what it does to the model where it is taken. */
export interface Step {
  says: string;
  /** The codes it may be refused with; none where it is taken. */
  refusals: ReadonlySet<string>;
  run(door: LedgerDoor): Promise<number[] | string>;
  done(answer: number[], door: LedgerDoor): void | Promise<void>;
}

export interface Scene {
  model: LedgerModel;
  dice: Dice;
  /** A new name, told apart from all others of the run. */
  name(): string;
  /** A sub-account and an entry of another trust. */
  stranger: { sub: number; entry: number };
}

/** The day so many days from today. */
export function dayAway(model: LedgerModel, days: number): string {
  return new Date(Date.parse(`${model.at.today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Mostly a day in the open period, sometimes any. */
export function someDay({ model, dice }: Scene): string {
  const day = dayAway(model, dice.between(-60, 3));
  return day <= model.shutThrough && !dice.once(5) ? dayAway(model, dice.between(-5, 3)) : day;
}

/** Who keeps books, and now and then somebody who does not: then that is what is wrong. */
export function someone({ dice }: Scene, refusals: ReadonlySet<string>): { who: Who; refusals: ReadonlySet<string> } {
  if (!dice.once(15)) return { who: dice.pick(['fe', 'pia']), refusals };
  const who = dice.pick(['ana', 'wes', 'lim'] as const);
  return { who, refusals: new Set([who === 'wes' ? 'LE004' : '42501']) };
}
