import { figure } from './ledger-door';
import type { Hold } from './ledger-model';
import { dayAway, type Scene, type Step } from './steps';

const REASON = 'below_threshold';
const none: ReadonlySet<string> = new Set();
const refusedWith = (...codes: (string | false | undefined)[]): ReadonlySet<string> =>
  new Set(codes.filter((code) => typeof code === 'string'));

/** Who may keep a hold by hand, and now and then somebody who may not. */
const keeper = ({ dice }: Scene) => (dice.once(12) ? ('ana' as const) : dice.pick(['fe', 'pia'] as const));
const standing = ({ model }: Scene) => [...model.holds].filter(([, hold]) => !hold.ended);

export function placeHold(scene: Scene): Step {
  const { model, dice } = scene;
  const who = keeper(scene);
  const again = dice.once(5) ? dice.pick([...model.holds.entries()]) : undefined;
  const [name, known] = again ?? [scene.name(), undefined];
  const hold: Omit<Hold, 'id' | 'ended'> = known
    ? { sub: known.sub, amount: known.amount + dice.roll(2), expires: known.expires }
    : {
        sub: dice.once(20) ? 0 : dice.pick(model.at.subs),
        amount: dice.once(8) ? dice.pick([0, -100, 100.5]) : dice.between(1, 60_000) * 100,
        expires: dice.once(2) ? dayAway(model, dice.between(-2, 2)) : null,
      };
  const isSame = known !== undefined && known.amount === hold.amount;
  const available = model.cash(hold.sub) - model.held(hold.sub);
  const refusals = refusedWith(
    who === 'ana' && 'LE012',
    (hold.amount <= 0 || !Number.isInteger(hold.amount)) && 'LE003',
    known && !isSame && 'LE011',
    hold.sub === 0 && 'LE004',
    !known && hold.amount > available && 'LE008',
  );
  return {
    ...{ says: `place hold ${name}: ${JSON.stringify(hold)}`, refusals },
    run: (door) =>
      door.ask(who, `place_hold($2, $3::numeric, '${REASON}', $4, $5::date)`, [
        hold.sub,
        figure(hold.amount),
        name,
        hold.expires,
      ]),
    done: ([id = 0]) => {
      if (known && known.id !== id) throw new Error(`the hold ${name} is ${known.id}, not ${id}`);
      if (!known) model.holds.set(name, { ...hold, id, ended: false });
    },
  };
}

/** Settles a hold in part or whole, or voids it; also one that is over, or that nobody placed. */
export function endHold(scene: Scene): Step {
  const { model, dice } = scene;
  const who = keeper(scene);
  const [name, hold] = dice.pick(dice.once(4) ? [...model.holds] : standing(scene)) ?? ['nobody’s', undefined];
  const settled =
    dice.pick([null, hold && Math.max(1, Math.floor(hold.amount / 3)), hold && hold.amount + 1, 0]) ?? null;
  const isVoid = dice.once(3);
  const isWrong = !isVoid && settled !== null && (settled <= 0 || settled > (hold?.amount ?? 0));
  const refusals = refusedWith(
    who === 'ana' && 'LE012',
    (!hold || hold.ended) && 'LE012',
    isWrong && hold && !hold.ended && 'LE003',
  );
  const end = isVoid ? `void_hold('${REASON}', $2)` : `settle_hold('${REASON}', $2, $3::numeric)`;
  return {
    ...{ says: `${isVoid ? 'void' : 'settle'} ${name} ${settled}`, refusals },
    run: (door) => door.ask(who, `${end} is null`, isVoid ? [name] : [name, settled === null ? null : figure(settled)]),
    done: () => {
      if (hold) hold.ended = true;
    },
  };
}

export function expireHolds(scene: Scene): Step {
  const { model } = scene;
  return {
    ...{ says: 'expire holds', refusals: none },
    run: (door) => door.ask('wes', 'expire_holds()', []),
    done: () => {
      for (const [, hold] of standing(scene)) hold.ended ||= hold.expires !== null && hold.expires < model.at.today;
    },
  };
}

export function closePeriod(scene: Scene): Step {
  const { model, dice } = scene;
  const who = dice.pick(['fe', 'pia', 'ana', 'lim'] as const);
  const from = model.shutThrough || dayAway(model, -60);
  const away = Math.round((Date.parse(from) - Date.parse(model.at.today)) / 86_400_000);
  const through = dayAway(model, dice.once(4) ? dice.between(-62, 1) : Math.min(-1, away + dice.between(1, 8)));
  const refusals = refusedWith(
    who === 'lim' && '42501',
    (through <= model.shutThrough || through >= model.at.today) && 'LE016',
  );
  return {
    ...{ says: `close through ${through}`, refusals },
    run: (door) =>
      door.askAudited(who, 'close_period($2, $3::date)', { action: 'period.closed', close: 'x.answer::text' }, [
        through,
      ]),
    done: ([id = 0]) => {
      model.closes.push({ id, through, askedBy: null });
    },
  };
}

export function askToReopen(scene: Scene): Step {
  const { model, dice } = scene;
  const who = dice.pick(['fe', 'pia', 'ana'] as const);
  const close = dice.once(4) ? dice.pick(model.closes) : model.closes.at(-1);
  const reason = dice.once(6) ? ' too short ' : 'A statement came late.';
  const isLast = close !== undefined && close === model.closes.at(-1);
  const refusals = refusedWith(
    !close && 'LE004',
    !isLast && close && 'LE016',
    (reason.length < 15 || Boolean(close?.askedBy)) && 'LE016',
  );
  return {
    ...{ says: `ask to reopen ${close?.through}`, refusals: close ? refusals : refusedWith('LE004') },
    run: (door) => door.ask(who, 'ask_to_reopen($2, $3) is null', [close?.id ?? 0, reason]),
    done: () => {
      if (close) close.askedBy = who;
    },
  };
}

export function withdrawReopening(scene: Scene): Step {
  const { model, dice } = scene;
  const close = dice.once(5) ? dice.pick(model.closes) : model.closes.at(-1);
  const who = dice.once(3) ? dice.pick(['fe', 'pia', 'ana'] as const) : (close?.askedBy ?? 'fe');
  const isLast = close !== undefined && close === model.closes.at(-1);
  const refusals = refusedWith((!isLast || close.askedBy !== who) && 'LE016');
  return {
    ...{ says: `withdraw the reopening of ${close?.through}`, refusals: close ? refusals : refusedWith('LE004') },
    run: (door) => door.ask(who, 'withdraw_reopening($2) is null', [close?.id ?? 0]),
    done: () => {
      if (close) close.askedBy = null;
    },
  };
}

export function agreeToReopen(scene: Scene): Step {
  const { model, dice } = scene;
  const who = dice.pick(['fe', 'pia', 'ana'] as const);
  const close = dice.once(5) ? dice.pick(model.closes) : model.closes.at(-1);
  const isLast = close !== undefined && close === model.closes.at(-1);
  const refusals = refusedWith((!isLast || !close.askedBy || close.askedBy === who) && 'LE016');
  const event = { action: 'period.reopened', close: '$3::bigint::text' };
  return {
    ...{ says: `agree to reopen ${close?.through}`, refusals: close ? refusals : refusedWith('LE004') },
    run: (door) => door.askAudited(who, '(agree_to_reopen($3) is null)::int', event, [close?.id ?? 0]),
    done: () => {
      model.closes.pop();
    },
  };
}
