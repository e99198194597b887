import { type Pool, sqlState, type Tx, tx } from 'db/client';
import { Refusal } from '~/access/refusal';
import type { Entry, Side } from './ledger-model';

/** Who asks: two who keep books, a trustee who reads them, a caseworker who does not see them, an auditor. */
export type Who = 'fe' | 'pia' | 'ana' | 'wes' | 'lim';

/** Ten-thousandths as the books write them; a fraction shows as the fifth decimal. */
export function figure(tenThousandths: number): string {
  const size = Math.abs(tenThousandths);
  const digits = String(Math.floor(size)).padStart(5, '0');
  const finer = Number.isInteger(size) ? '' : '5';
  return `${tenThousandths < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}${finer}`;
}

/** The ledger's doors, each asked in one statement, one round trip and one transaction, in a person's own context. */
export class LedgerDoor {
  constructor(
    private readonly pool: Pool,
    private readonly tokens: Record<Who, string>,
    private readonly trust: number,
    /** As the superuser, to look behind the doors. */
    readonly rows: <R extends object>(text: string, values?: unknown[]) => Promise<R[]>,
  ) {}

  /** A number or a list of numbers, or the code of the refusal. */
  ask(who: Who, question: string, values: unknown[]): Promise<number[] | string> {
    return this.query(who, `select ${question} as answer from sec.enter($1, 'model')`, values);
  }

  /** What is decided in a person's context, with the event of the trail that the application writes beside it. */
  askAudited(
    who: Who,
    question: string,
    event: { action: string; close: string },
    values: unknown[],
  ): Promise<number[] | string> {
    const facts = `jsonb_build_object('close', ${event.close})`;
    return this.query(
      who,
      `select x.answer, record_audit_event('${event.action}', 'trust', 'model', $2, null, ${facts})
         from (select ${question} as answer from sec.enter($1, 'model') offset 0) x`,
      [this.trust, ...values],
    );
  }

  /** One of the application's own verbs. */
  verb(who: Who, work: (q: Tx) => Promise<number>): Promise<number[] | string> {
    const acting = { token: this.tokens[who], requestId: 'model' };
    return this.answer(async () => [await tx(this.pool, acting, work)]);
  }

  post(who: Who, entry: Entry): Promise<number[] | string> {
    return this.ask(
      who,
      `post_journal_entry($2, 'test', $3::date, $4::date, $5, 'p', 'c', 'r', 'model', $6, 'x', $7,
        $8::text[], $9::bigint[], $10::text[], $11::numeric[], $12::text[], $13::bigint[], $14::numeric[])`,
      [this.trust, entry.on, entry.concerns, entry.description, entry.source, entry.reverses, ...columns(entry.sides)],
    );
  }

  postMany(who: Who, call: readonly Entry[]): Promise<number[] | string> {
    const each = <T>(value: (entry: Entry) => T) => call.map(value);
    return this.ask(
      who,
      `post_journal_entries($2::bigint[], $3::text[], $4::date[], $5::date[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::text[], $11::text[], $12::text[], $13::bigint[], $14::int[],
        $15::text[], $16::bigint[], $17::text[], $18::numeric[], $19::text[], $20::bigint[], $21::numeric[])`,
      [
        ...[each(() => this.trust), each(() => 'test'), each(({ on }) => on), each(({ concerns }) => concerns)],
        ...[each(({ description }) => description), each(() => 'p'), each(() => 'c'), each(() => 'r')],
        ...[each(() => 'model'), each(({ source }) => source), each(() => 'x'), each(({ reverses }) => reverses)],
        ...[each(({ sides }) => sides.length), ...columns(call.flatMap(({ sides }) => sides))],
      ],
    );
  }

  private query(who: Who, text: string, values: unknown[]): Promise<number[] | string> {
    return this.answer(async () => {
      const client = await this.pool.connect();
      try {
        const { rows } = await client.query<{ answer: string | string[] }>(text, [this.tokens[who], ...values]);
        return [rows[0]?.answer ?? []].flat();
      } finally {
        // Given back as it is: a pool of its own accord would end a connection that was refused something.
        client.release();
      }
    });
  }

  private async answer(work: () => Promise<readonly (string | number)[]>): Promise<number[] | string> {
    try {
      return (await work()).map(Number);
    } catch (error) {
      const code = error instanceof Refusal ? error.code : sqlState(error);
      if (code) return code;
      throw error;
    }
  }
}

function columns(sides: readonly Side[]): unknown[][] {
  return [
    sides.map(({ account }) => account),
    sides.map(({ sub }) => sub),
    sides.map(({ part }) => part),
    sides.map(({ amount }) => figure(amount)),
    sides.map(({ currency }) => currency),
    sides.map(({ lot }) => lot),
    sides.map(({ units }) => (units === null ? null : figure(units))),
  ];
}
