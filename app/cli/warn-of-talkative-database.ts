import type { Connections } from 'db/connections';
import { talkativeSettings } from 'db/log-settings';

/** Tells the operator where the database's own log may keep what people type, and what changes that. */
export async function warnOfTalkativeDatabase({ mode, webUrl }: Pick<Connections, 'mode' | 'webUrl'>): Promise<void> {
  if (mode !== 'server') return;
  const lines = await talkativeSettings(webUrl);
  if (lines.length === 0) return;
  process.stderr.write(
    `The log of this database server may keep what people type, names among it. An administrator changes that:\n${lines
      .map((line) => `  ${line}`)
      .join('\n')}\n  select pg_reload_conf();\n`,
  );
}
