import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chance, chance } from '../../ledger/tamper';
import { openTamperedTrail, RELINKED, type TamperedTrail, type Verdict } from './tampered-trail';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const TARGETS = 100;
const PATIENCE = 240_000;

let here: TamperedTrail;
let next: Chance;
beforeAll(async () => {
  console.log(`tampering with the trail: SEED=${SEED}`);
  next = chance(SEED);
  here = await openTamperedTrail(next);
}, PATIENCE);
afterAll(() => here.close());

/** A place before the newest: what is done to the newest is the cut tail's. */
const place = () => 1 + next(here.length - 1);
const two = (below: () => number): [number, number] => {
  const one = below();
  for (;;) {
    const other = below();
    if (other !== one) return [one, other];
  }
};
const eventAt = (at: number) => `(select event_id from audit_link where place = ${at})`;
/** One of the sixty acts that were laid last. */
const act = (parity: 0 | 1) => here.length - 60 + 1 + parity + 2 * next(29);
const hashed = (at: number) => `update audit_link l set hash = audit_hash(
  coalesce((select hash from audit_link where place = ${at - 1}), decode(repeat('00', 32), 'hex')), said) where place = ${at}`;
const said = (at: number) =>
  `update audit_link l set said = audit_text(e, l.place) from audit_event e where e.id = l.event_id and l.place = ${at}`;

/** One letter, digit or moment of a value, whatever it is; nothing becomes something. */
const EVENT_COLUMNS = {
  at: "at + interval '1 microsecond'",
  person_id: 'person_id + 1',
  action: "action || 'x'",
  record_type: "record_type || 'x'",
  record_ref: "record_ref || '1'",
  trust_id: 'coalesce(trust_id, 0) + 1',
  beneficiary_id: 'coalesce(beneficiary_id, 0) + 1',
  facts: `facts || '{"version": "9"}'`,
  request_id: "request_id || '1'",
  session_id: 'gen_random_uuid()',
  address: "coalesce(address, '') || '192.0.2.7'",
  device: "coalesce(device, '') || 'x'",
  factor: "coalesce(factor, '') || 'x'",
  factor_age: 'coalesce(factor_age, 0) + 1',
} as const;
const LINK_COLUMNS = {
  said: "overlay(said placing '~' from 12 for 1)",
  hash: 'set_byte(hash, 7, get_byte(hash, 7) # 1)',
  event_id: '(select event_id from audit_link where place = 1 + l.place % 7)',
} as const;
const anyOf = <T>(list: readonly T[]): T => list[next(list.length)] as T;

type Mutation = () => { tamper: () => Promise<unknown>; at: readonly number[] };
const inOrder = (statements: readonly string[]) => async () => {
  for (const statement of statements) await here.run(statement);
};
const changed = (at: readonly number[], ...statements: string[]) => ({
  at,
  tamper: inOrder(statements),
});
/** The records as they are changed, the whole chain made anew, and the checkpoints taken away or signed again. */
const rewritten = (change: string[], checkpoint: (() => Promise<string>) | null) => ({
  at: [here.length],
  tamper: async () => {
    await inOrder([...change, RELINKED, 'delete from audit_checkpoint'])();
    if (!checkpoint) return;
    await here.run(
      `insert into audit_checkpoint (number, length, hash, key_id, written_at, sealed)
         select 1, place, hash, repeat('0', 64), now(), $1 from audit_link order by place desc limit 1`,
      [await checkpoint()],
    );
  },
});
const edited = () => {
  const column = anyOf(Object.keys(EVENT_COLUMNS) as (keyof typeof EVENT_COLUMNS)[]);
  const at = place();
  return { at, statement: `update audit_event set ${column} = ${EVENT_COLUMNS[column]} where id = ${eventAt(at)}` };
};

const CLASSES: Record<string, Mutation> = {
  'an edit': () => {
    if (next(3)) {
      const { at, statement } = edited();
      return changed([at], statement);
    }
    const column = anyOf(Object.keys(LINK_COLUMNS) as (keyof typeof LINK_COLUMNS)[]);
    const at = 10 + next(here.length - 11);
    return changed([at], `update audit_link l set ${column} = ${LINK_COLUMNS[column]} where place = ${at}`);
  },
  'a deletion': () => {
    const at = place();
    const event = `delete from audit_event where id = ${eventAt(at)}`;
    const link = `delete from audit_link where place = ${at}`;
    return changed([at, at + 1], ...anyOf([[event], [link], [event, link]]));
  },
  'an insertion': () => {
    const at = place();
    const forged = `insert into audit_event (id, person_id, action, record_type, record_ref, facts, request_id)
      select 900000, person_id, action, record_type, record_ref || '9', facts, request_id from audit_event where id = ${eventAt(at)}`;
    if (next(2)) return { at: [], tamper: inOrder([forged]) };
    const link = `insert into audit_link (place, event_id, said, hash) select ${at}, id, audit_text(e, ${at}), sha256('x') from audit_event e where id = 900000`;
    return changed(
      [at, at + 1],
      forged,
      `update audit_link set place = place + 1 where place >= ${at}`,
      link,
      hashed(at),
    );
  },
  'a swap': () => {
    const [one, other] = two(place);
    const columns = anyOf(['said', 'hash', 'said, hash', 'event_id', 'said, hash, event_id']);
    return changed(
      [one, other],
      `update audit_link x set (${columns}) = (select ${columns} from audit_link y where y.place = ${one} + ${other} - x.place) where place in (${one}, ${other})`,
    );
  },
  'a cut tail': () => {
    const at = place();
    const events = `delete from audit_event where id in (select event_id from audit_link where place > ${at})`;
    return changed(
      [at + 1],
      events,
      `delete from audit_link where place > ${at}`,
      `delete from audit_checkpoint where length > ${at}`,
    );
  },
  'a total rewrite': () => rewritten([edited().statement], null),
  'a signature by another key': () =>
    rewritten([edited().statement], () => here.signed(generateKeyPairSync('ed25519').privateKey)),
  'a fork, signed by the right key': () =>
    rewritten(
      [
        `update audit_event set record_ref = record_ref || '-b' where id in (select event_id from audit_link where place >= ${place()})`,
      ],
      () => here.signed(here.ours),
    ),
  'an old trail': () => {
    const at = here.lengthBefore + next(30);
    return changed(
      [at + 1],
      `delete from audit_event where id in (select event_id from audit_link where place > ${at})`,
      `delete from audit_link where place > ${at}`,
      'delete from audit_checkpoint where number > 1',
    );
  },
  'approvals of two requests swapped': () => {
    const [one, other] = two(() => act(1));
    const swap = `update audit_event x set record_ref = (select record_ref from audit_event y where y.id = ${eventAt(one)} + ${eventAt(other)} - x.id)
      where id in (${eventAt(one)}, ${eventAt(other)})`;
    return changed(
      [one, other, one + 1, other + 1],
      swap,
      ...anyOf([[], [said(one), said(other)], [said(one), hashed(one), said(other), hashed(other)]]),
    );
  },
  'an amount changed, and another to balance it': () => {
    const [one, other] = two(() => act(0));
    const moved = (at: number, by: string) =>
      `update audit_event set facts = jsonb_set(facts, '{amount}', to_jsonb(((facts ->> 'amount')::numeric + ${by})::text)) where id = ${eventAt(at)}`;
    const steps = [moved(one, '50'), moved(other, '-50')];
    return changed(
      [one, other, one + 1, other + 1],
      ...steps,
      ...anyOf([[], [said(one), hashed(one), said(other), hashed(other)]]),
    );
  },
  'a trigger dropped, an edit, the trigger made again': () => {
    const { at, statement } = edited();
    const guard = 'alter table audit_event enable always trigger written_once';
    const drop = 'drop trigger written_once on audit_event';
    const again =
      'create trigger written_once before update or delete on audit_event for each row execute function refuse_change(); alter table audit_event enable always trigger written_once';
    return changed([at], guard, drop, statement, again);
  },
};

/** Found, and in a sentence that names the place; of a record beside the chain there is none. */
function located({ offline: { findings } }: Verdict, at: readonly number[]): boolean {
  if (at.length === 0) return findings.some(({ sentence }) => sentence.startsWith('This record is bound by nothing'));
  return findings.some(({ place, sentence }) => place !== null && at.includes(place) && /\bplace \d+/.test(sentence));
}

it('finds nothing where nothing was done', async () => {
  await here.unguarded(async () => {
    const { offline, alone, byQuery } = await here.tampered(() => here.run('select 1'));
    expect({ ...offline, alone, byQuery }).toMatchObject({
      findings: [],
      checkpoints: 2,
      signedThrough: here.length,
      alone: false,
      byQuery: false,
    });
  });
});

describe(`a superuser, at each of ${TARGETS} random places`, () => {
  it.each(Object.entries(CLASSES))(
    '%s: it is found offline, and where; and both verifiers agree',
    async (what, mutation) => {
      await here.unguarded(async () => {
        for (let time = 0; time < TARGETS; time += 1) {
          const { tamper, at } = mutation();
          const verdict = await here.tampered(tamper);
          const { findings } = verdict.offline;
          expect([what, at, located(verdict, at), findings.slice(0, 3)]).toEqual([
            what,
            at,
            true,
            findings.slice(0, 3),
          ]);
          expect([what, at, verdict.byQuery]).toEqual([what, at, verdict.alone]);
        }
      });
    },
    PATIENCE,
  );

  it('another key is named as another', async () => {
    const { tamper } = (CLASSES['a signature by another key'] as Mutation)();
    await here.unguarded(async () => {
      const { offline } = await here.tampered(tamper);
      expect(offline.findings[0]?.sentence).toMatch(
        /^The checkpoint numbered 1 was signed with another key \([0-9a-f]{16}\)\.$/,
      );
    });
  });
});
