/** What `--help` of each command must speak of. */
export const HELP: Array<[name: string, words: RegExp]> = [
  ['', /migrate[\s\S]*seed[\s\S]*import[\s\S]*accounting[\s\S]*export[\s\S]*verify/],
  ['start', /--live/],
  ['migrate', /--json/],
  ['database', /psql/],
  ['admin create', /--name <name>[\s\S]*--email <email>/],
  ['seed', /demo world/],
  ['import events', /--trust <code>[\s\S]*--create[\s\S]*--dry-run/],
  ['import valuations', /--trust <code>/],
  ['accounting', /--from <date>[\s\S]*--to <date>[\s\S]*"json", "csv", "text", "pdf"[\s\S]*--out <file>/],
  ['export', /--trust <code>[\s\S]*--all[\s\S]*"hledger",\s+"ledger",\s+"beancount",\s+"csv"/],
  ['recompute', /Exit 1[\s\S]*--trust <code>[\s\S]*--all/],
  ['verify', /Exit 1/],
  ['vault', /status[\s\S]*seal[\s\S]*unseal[\s\S]*rotate[\s\S]*serve/],
  ['vault seal', /three shares/],
];
