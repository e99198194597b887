import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import type pg from 'pg';
import type { CareWorld, Child, Name } from '../domain/disbursements/care-world';

export interface Line {
  account: string;
  amount: string | null;
  part: string;
  sub: number;
  currency: string | null;
  lot: number | null;
  units: string | null;
}

export interface RawEntry {
  lines: Line[];
  who?: Name;
  trust?: number;
  on?: string;
  source?: string;
  concerns?: string | null;
  reverses?: number | null;
}

/** Statements as the application's role in a person's context, and entries of a child by raw SQL. */
export function rawEntry(world: CareWorld, child: Child) {
  const call = <R extends pg.QueryResultRow>(who: Name, text: string, values: unknown[]) =>
    world.as(who, async (q) => {
      const client = (q as unknown as { $client: pg.PoolClient }).$client;
      return (await client.query<R>(text, values)).rows;
    });

  const line = (account: string, figure: string | null, more: Partial<Line> = {}): Line => ({
    account,
    amount: figure,
    part: 'principal',
    sub: child.subaccountId,
    currency: null,
    lot: null,
    units: null,
    ...more,
  });

  /** Money that comes in: an opening. */
  const opening = (figure: string) => [line('opening:cash', `-${figure}`), line('asset:cash', figure)];

  /** post_journal_entry(); answers the entry's number. */
  async function post(entry: RawEntry): Promise<number> {
    const { lines, who = 'fe', trust = child.trustId, on = world.today } = entry;
    const { source = randomUUID(), reverses = null, concerns = null } = entry;
    const column = <K extends keyof Line>(name: K) => lines.map((item) => item[name]);
    const [row] = await call<{ id: string }>(
      who,
      `select post_journal_entry($1, 'test', $2::date, $12::date, 'd', 'p', 'c', 'r', 'test', $3, 'x', $4,
         $5::text[], $6::bigint[], $7::text[], $8::numeric[], $9::text[], $10::bigint[], $11::numeric[]) as id`,
      [
        ...[trust, on, source, reverses, column('account'), column('sub'), column('part'), column('amount')],
        ...[column('currency'), column('lot'), column('units'), concerns],
      ],
    );
    return Number(row?.id);
  }

  return { call, line, opening, post };
}

/** "accepted", or the code that refused it. */
export const refusal = (work: Promise<unknown>) => work.then(() => 'accepted', sqlState);

/** The day so many days from another. */
export const dayFrom = (day: string, away: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + away * 86_400_000).toISOString().slice(0, 10);
