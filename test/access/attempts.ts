import type pg from 'pg';

/** What is tried on one table: by the rows that are there, one's own and another's. */
export interface Attempt {
  table: string;
  operation: 'select' | 'insert' | 'update' | 'delete' | 'truncate';
  whose: 'own' | 'other' | 'any';
  text: string;
}

/** How many rows it reached, or the code it was refused with. */
export type Outcome = number | string;

export interface Table {
  table: string;
  key: string;
  /** Columns that an insert names: all but those the database numbers itself, and those that are not the application's. */
  inserted: string[];
  updated: string;
}

/**
 * What a row says of who wrote it, so that a copy of it is written in the writer's own name and stands as a new one does;
 * names that a table has not are passed over.
 */
export const asWrittenBy = (personId: number | undefined, table: string) => ({
  requested_by: personId,
  made_by: personId,
  recorded_by: personId,
  prepared_by: personId,
  logged_by: personId,
  ...(table === 'disbursement' ? { state: 'submitted', version: 1 } : {}),
});

/** A row of one's own and one of another's, as JSON, to be written again; null where there is none. */
export type Samples = { own: string | null; other: string | null };

export async function tablesOf(superuser: pg.Client): Promise<Table[]> {
  const { rows } = await superuser.query<Table>(
    `select c.relname as table, k.attname as key,
            coalesce(array_agg(quote_ident(a.attname)) filter (where given), array_agg(quote_ident(a.attname))) as inserted,
            coalesce(min(quote_ident(a.attname)) filter (where has_column_privilege('tutela_app', c.oid, a.attnum, 'update')), min(quote_ident(a.attname))) as updated
       from pg_class c
       join pg_index i on i.indrelid = c.oid and i.indisprimary
       join pg_attribute k on k.attrelid = c.oid and k.attnum = i.indkey[0]
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
      cross join lateral (select has_column_privilege('tutela_app', c.oid, a.attnum, 'insert') as given) g
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.oid, c.relname, k.attname order by 1`,
  );
  return rows;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Everything that can be tried on a table by somebody to whom these rows are own and other. */
export function attemptsOn({ table, key, inserted, updated }: Table, samples: Samples): Attempt[] {
  const again = (row: string) =>
    `insert into ${table} (${inserted}) select ${inserted} from jsonb_populate_record(null::${table}, ${quoted(row)})`;
  const written = (['own', 'other'] as const).flatMap((whose): Attempt[] => {
    const row = samples[whose];
    return row === null ? [] : [{ table, operation: 'insert', whose, text: again(row) }];
  });
  const whole = (operation: Attempt['operation'], text: string): Attempt => ({ table, operation, whose: 'any', text });
  return [
    ...written,
    whole('select', `select ${key} from ${table}`),
    whole('update', `update ${table} set ${updated} = ${updated}`),
    whole('delete', `delete from ${table}`),
    whole('truncate', `truncate ${table} cascade`),
  ];
}

/** Runs each attempt in the connection's open transaction, under whatever context it has, and takes it back again. */
export async function outcomesOf(client: pg.ClientBase, attempts: Attempt[]): Promise<Outcome[]> {
  await client.query("select set_config('attempts.given', $1, true)", [
    JSON.stringify(attempts.map(({ text }) => text)),
  ]);
  await client.query(`do $$
    declare
      v_text text; v_rows bigint; v_found jsonb := '[]';
    begin
      for v_text in select * from jsonb_array_elements_text(current_setting('attempts.given')::jsonb) loop
        v_rows := null;
        begin
          execute v_text;
          get diagnostics v_rows = row_count;
          raise exception 'taken back' using errcode = 'ZZ001';
        exception when others then
          v_found := v_found || case when sqlstate = 'ZZ001' then to_jsonb(v_rows) else to_jsonb(sqlstate) end;
        end;
      end loop;
      perform set_config('attempts.found', v_found::text, true);
    end $$`);
  const { rows } = await client.query<{ found: Outcome[] }>("select current_setting('attempts.found')::jsonb as found");
  return rows[0]?.found ?? [];
}

/** What is done before the attempts, to stand in another context than one's own. */
export type Stand = (client: pg.PoolClient, token: string) => Promise<void>;

const put = (client: pg.PoolClient, context: string, signature: string) =>
  client.query("select set_config('app.ctx', $1, true), set_config('app.sig', $2, true)", [context, signature]);
const context = async (client: pg.PoolClient) =>
  (
    await client.query<{ ctx: string; sig: string }>(
      "select current_setting('app.ctx') as ctx, current_setting('app.sig') as sig",
    )
  ).rows[0] as { ctx: string; sig: string };
const enter = (client: pg.PoolClient, token: string) => client.query('select sec.enter($1, $2)', [token, 'attempts']);

/** Contexts that are not one: each was made by somebody who has a session, and knows how a context looks. */
export const FALSE_CONTEXTS: Record<string, Stand> = {
  'a context signed by hand': async (client, token) => {
    await enter(client, token);
    await put(client, (await context(client)).ctx, 'feed'.repeat(16));
  },
  'a context with more roles': async (client, token) => {
    await enter(client, token);
    const own = await context(client);
    const more = { ...JSON.parse(own.ctx), r: ['administrator', 'auditor', 'court', 'finance', 'operator', 'trustee'] };
    await put(client, JSON.stringify(more), own.sig);
  },
  'the context of an earlier transaction': async (client, token) => {
    await enter(client, token);
    const own = await context(client);
    await client.query('commit');
    await client.query('begin');
    await put(client, own.ctx, own.sig);
  },
};
