import pg from 'pg';

/** Settings under which a server's own log keeps nothing that people typed, and the value that each must have. */
const QUIET: Record<string, { wanted: string; holds: (value: string, all: Map<string, string>) => boolean }> = {
  log_parameter_max_length: { wanted: '0', holds: (value, all) => value === '0' || !logsStatements(all) },
  log_parameter_max_length_on_error: { wanted: '0', holds: (value) => value === '0' },
  log_min_error_statement: { wanted: 'panic', holds: (value) => ['log', 'fatal', 'panic'].includes(value) },
  log_min_messages: { wanted: 'log', holds: (value) => ['log', 'fatal', 'panic'].includes(value) },
};

const DECIDING = ['log_statement', 'log_min_duration_statement', 'log_min_duration_sample'];

/** A server writes parameters where it writes statements: those of a kind, or those that took long. */
function logsStatements(all: Map<string, string>): boolean {
  const durations = [all.get('log_min_duration_statement'), all.get('log_min_duration_sample')];
  return ['mod', 'all'].includes(all.get('log_statement') ?? '') || durations.some((value) => value !== '-1');
}

/**
 * The settings of a server that let its log keep parameters, statements or the errors that quote them, as the lines by
 * which an administrator changes them. Asked as the login that people's transactions use, since a login may have its own.
 */
export async function talkativeSettings(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'tutela' });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any($1)',
      [[...Object.keys(QUIET), ...DECIDING]],
    );
    const all = new Map(rows.map(({ name, setting }) => [name, setting]));
    return Object.entries(QUIET)
      .filter(([name, { holds }]) => !holds(all.get(name) ?? '', all))
      .map(([name, { wanted }]) => `alter system set ${name} = '${wanted}';`);
  } finally {
    await client.end();
  }
}
