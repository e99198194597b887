import type { Dice } from './dice';
import { BASE, type Entry, type LedgerModel, type Part, type Posted, type Side } from './ledger-model';
import { dayAway, type Scene, type Step, someDay, someone } from './steps';

const side = (account: string, sub: number, part: Part, amount: number): Side => ({
  ...{ account, sub, part, amount, lot: null, units: null, currency: null },
});

/** From a cent to some hundreds, now and then to the ten-thousandth. */
const someAmount = (dice: Dice) => (dice.once(6) ? dice.between(1, 9_999) : dice.between(1, 40_000) * 100);

/** What an entry may be about. */
const MATTERS: Array<(sub: number, other: number, amount: number, dice: Dice) => Side[]> = [
  (sub, _other, amount, dice) => {
    const part = dice.pick(['principal', 'income'] as const);
    return [side('receipt:clerk_restitution', sub, part, -amount), side('asset:cash', sub, part, amount)];
  },
  (sub, _other, amount) => [
    ...[side('opening:balance', sub, 'principal', -2 * amount), side('asset:cash', sub, 'principal', 2 * amount)],
    ...[side('receipt:interest', sub, 'income', -1), side('asset:cash', sub, 'income', 1)],
  ],
  (sub, _other, amount, dice) => {
    const part = dice.pick(['principal', 'principal', 'income'] as const);
    return [
      side(`distribution:${dice.pick(['EDU', 'MED-CARE'])}`, sub, part, amount),
      side('asset:cash', sub, part, -amount),
    ];
  },
  (sub, other, amount) => [
    side('asset:cash', sub, 'principal', -amount),
    side('asset:cash', other, 'principal', amount),
  ],
  (sub, _other, amount) => [
    ...[side('asset:cash', sub, 'income', -amount), side('disbursement:to_principal', sub, 'income', amount)],
    ...[side('receipt:from_income', sub, 'principal', -amount), side('asset:cash', sub, 'principal', amount)],
  ],
  (sub, _other, amount) => [
    { ...side('opening:balance', sub, 'principal', -amount), currency: 'PHP', units: -57 * amount },
    { ...side('receipt:pesos', sub, 'principal', amount), currency: 'PHP', units: 57 * amount },
  ],
];

/** What can be wrong with an entry. The model is asked what each deserves: some, by chance, are right. */
const FAULTS: Array<(entry: Entry, scene: Scene) => Entry> = [
  (entry) => withSide(entry, (one) => ({ ...one, amount: one.amount + 1 })),
  (entry) => withSide(entry, (one) => ({ ...one, part: one.part === 'income' ? 'principal' : 'income' })),
  (entry) => ({ ...entry, sides: entry.sides.slice(0, 1) }),
  (entry) => ({ ...entry, sides: [] }),
  (entry) => ({ ...entry, sides: entry.sides.map((one) => ({ ...one, amount: 0 })) }),
  (entry) => ({
    ...entry,
    sides: entry.sides.map((one) => ({ ...one, amount: one.amount + Math.sign(one.amount) / 2 })),
  }),
  (entry) => withSide(entry, (one) => ({ ...one, units: -one.amount, currency: 'PHP' })),
  (entry, { stranger }) => withSide(entry, (one) => ({ ...one, sub: stranger.sub })),
  (entry) => withSide(entry, (one) => ({ ...one, account: 'slush:fund' })),
  (entry) => withSide(entry, (one) => ({ ...one, account: 'asset:NOTE' })),
  (entry) => ({ ...entry, sides: entry.sides.map((one) => ({ ...one, units: one.amount, currency: 'QQQ' })) }),
  (entry) => withSide(entry, (one) => ({ ...one, units: 3 * one.amount, currency: 'PHP' })),
  (entry, { model }) => ({ ...entry, on: dayAway(model, -401) }),
  (entry, { model }) => ({ ...entry, on: dayAway(model, 63) }),
  (entry, { model }) => ({ ...entry, on: dayAway(model, 62) }),
  (entry, { model, dice }) => ({ ...entry, on: dayAway(model, 0), concerns: dayAway(model, dice.between(-50, -1)) }),
  (entry, { model, dice }) => {
    const lot = dice.pick([...model.lots.values()]);
    return lot ? { ...entry, sides: lotSides(lot.id, lot.holding, lot.kind, lot.sub, dice) } : entry;
  },
  (entry, { model, dice }) => {
    const lot = dice.pick([...model.lots.values()]);
    return lot ? withSide(entry, (one) => ({ ...one, lot: lot.id, units: one.amount })) : entry;
  },
];

const withSide = (entry: Entry, change: (one: Side) => Side): Entry => ({
  ...entry,
  sides: entry.sides.map((one, index) => (index === 0 ? change(one) : one)),
});

/** Units that leave a lot by hand, at any value and any number. */
function lotSides(lot: number, holding: string, kind: string, sub: number, dice: Dice): Side[] {
  const amount = someAmount(dice);
  const currency = kind === 'currency' ? holding : BASE;
  return [
    { ...side(`asset:${holding}`, sub, 'principal', -amount), lot, currency, units: -someAmount(dice) },
    side('asset:cash', sub, 'principal', amount),
  ];
}

/** What a sub-account begins with, on the earliest of the days that steps are about. */
export function fund(model: LedgerModel, sub: number): Step {
  const sides = [
    side('opening:balance', sub, 'principal', -8_000_000),
    side('asset:cash', sub, 'principal', 8_000_000),
  ];
  const source = `fund ${sub}`;
  const entry: Entry = { on: dayAway(model, -60), concerns: null, description: 'fund', source, reverses: null, sides };
  return {
    ...{ says: 'fund', refusals: model.refusals([entry]) },
    run: (door) => door.post('fe', entry),
    done: ([id = 0]) => model.post(entry, id),
  };
}

function someEntry(scene: Scene, faultIn: number): Entry {
  const { model, dice } = scene;
  const [sub = 0, other = 0] = dice.once(2) ? model.at.subs : [...model.at.subs].reverse();
  // Some of what is spent is more than there is.
  const sides = dice.pick(MATTERS)(sub, other, someAmount(dice), dice);
  const entry = {
    ...{ on: someDay(scene), concerns: null, description: 'plain', source: scene.name() },
    reverses: null,
    sides,
  };
  return dice.once(faultIn) ? dice.pick(FAULTS)(entry, scene) : entry;
}

const single = (scene: Scene, says: string, entry: Entry): Step => {
  const { who, refusals } = someone(scene, scene.model.refusals([entry]));
  return {
    ...{ says: `${says}: ${JSON.stringify(entry)}`, refusals },
    run: (door) => door.post(who, entry),
    done: ([id = 0]) => answered(scene, [entry], [id]),
  };
};

/** A repeat is answered with the number the entry had. */
function answered({ model }: Scene, call: readonly Entry[], ids: readonly number[]): void {
  call.forEach((entry, index) => {
    const id = ids[index] as number;
    const before = model.bySource(entry.source);
    if (before && before.id !== id) throw new Error(`the source ${entry.source} is entry ${before.id}, not ${id}`);
    const { reverses } = entry;
    model.post(
      { ...entry, reverses: reverses !== null && reverses < 0 ? (ids[-reverses - 1] as number) : reverses },
      id,
    );
  });
}

export const post = (scene: Scene): Step => single(scene, 'post', someEntry(scene, 4));

export function postLate(scene: Scene): Step {
  const { model, dice } = scene;
  const entry = {
    ...someEntry(scene, 8),
    on: dayAway(model, dice.between(-2, 0)),
    concerns: dayAway(model, dice.between(-60, -1)),
  };
  // Concerning its own day or a later one is refused as any open day is, or by the row's own check.
  return single(scene, 'post late', entry.concerns < entry.on ? entry : { ...entry, concerns: null });
}

export function postMany(scene: Scene): Step {
  const { model, dice } = scene;
  const call: Entry[] = Array.from({ length: dice.between(1, 5) }, () => someEntry(scene, 12));
  const [first] = call;
  if (first && dice.once(4)) call.push({ ...reversalOf(first, first.on, scene), reverses: -1 });
  const before = dice.pick(model.entries.filter(isPlain));
  if (before && dice.once(4)) call.push(contentOf(before));
  return many(scene, call);
}

/** Sends a whole call again. */
export function repeatMany(scene: Scene): Step {
  const call = scene.dice.pick(scene.model.calls);
  return call ? many(scene, call) : postMany(scene);
}

function many(scene: Scene, call: readonly Entry[]): Step {
  const { who, refusals } = someone(scene, scene.model.refusals(call));
  return {
    ...{ says: `post many: ${JSON.stringify(call)}`, refusals },
    run: (door) => door.postMany(who, call),
    done: (ids) => {
      answered(scene, call, ids);
      scene.model.calls.push(call);
    },
  };
}

const isPlain = (entry: Posted) => entry.description === 'plain';
const contentOf = ({ id: _id, ...content }: Posted): Entry => content;

/** Sends an entry again, as somebody does who got no answer: the same, or under its key another. */
export function repeat(scene: Scene): Step {
  const { model, dice } = scene;
  const before = dice.pick(model.entries.filter(isPlain));
  if (!before) return post(scene);
  const entry = contentOf(before);
  const changed = dice.once(3) ? { ...entry, on: dayAway(model, 1) } : { ...entry, description: 'another' };
  return single(scene, 'repeat', dice.once(3) ? changed : entry);
}

const reversalOf = (entry: Entry, on: string, scene: Scene): Entry => ({
  ...{ on, concerns: null, description: 'plain', source: scene.name(), reverses: null },
  sides: entry.sides.map((one) => ({ ...one, amount: -one.amount, units: one.units === null ? null : -one.units })),
});

/** By the door of its own: whole, once, and late where its day is shut. */
export function reverse(scene: Scene): Step {
  const { model, dice, stranger } = scene;
  const original = dice.pick(model.entries);
  if (!original) return post(scene);
  const on = dice.once(6) ? dayAway(model, dice.between(-60, 0)) : dayAway(model, dice.between(-1, 3));
  const concerns = original.on <= model.shutThrough ? original.on : null;
  const entry: Entry = { ...reversalOf(original, on, scene), concerns, description: 'reversal', reverses: original.id };
  const unknown = dice.once(12);
  const source = entry.source;
  const { who, refusals } = someone(scene, model.refusals([entry]));
  const values = [unknown ? stranger.entry + 1_000_000 : original.id, on, source];
  return {
    ...{ says: `reverse: ${JSON.stringify(entry)}`, refusals: unknown ? new Set(['LE004']) : refusals },
    run: async (door) => {
      const ask = () => door.ask(who, `reverse_journal_entry($2, $3::date, 'reversal', 'model', $4, 'x')`, values);
      const answer = await ask();
      // Sent again it answers the same, also where its day was closed meanwhile.
      if (typeof answer !== 'string' && String(await ask()) !== String(answer))
        throw new Error('reversed under another number');
      return answer;
    },
    done: ([id = 0]) => answered(scene, [entry], [id]),
  };
}

/** As an entry that says what it reverses: not always exactly that, and not always one of this trust. */
export function reverseByHand(scene: Scene): Step {
  const { model, dice, stranger } = scene;
  const original = dice.pick(model.entries);
  if (!original) return post(scene);
  const entry = {
    ...reversalOf(original, someDay(scene), scene),
    reverses: dice.once(9) ? stranger.entry : original.id,
  };
  return single(
    scene,
    'reverse by hand',
    dice.once(3) ? withSide(entry, (one) => ({ ...one, sub: dice.pick(model.at.subs) })) : entry,
  );
}
