import type { RuleId } from './rules';
import type { TextFile } from './source';

interface Planted {
  rule: RuleId;
  title: string;
  file: TextFile;
  /** What must stand beside it to make it a fault. */
  beside?: readonly TextFile[];
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `// ${index}`).join('\n');
const plant = (rule: RuleId, title: string, path: string, text = ''): Planted => ({
  rule,
  title,
  file: { path, text: `${text}\n` },
});

const map: TextFile = { path: 'app/routes.ts', text: "export default [route('trusts', 'routes/trusts/list.tsx')];" };

/** One small fault for each thing a rule must see: what is not here, nobody has proven to be caught. */
export const PLANTED: readonly Planted[] = [
  plant('arrow', 'the interface imports a room', 'app/ui/a.tsx', "import { b } from '~/domain/trusts/b';"),
  plant('arrow', 'money imports the interface by a relative path', 'app/money/a.ts', "import '../ui/b';"),
  plant('arrow', 'the ledger knows a room', 'app/ledger/a.server.ts', "import { b } from '../domain/trusts/b';"),
  plant('arrow', 'a room imports the web door', 'app/domain/trusts/a.server.ts', "import '~/http/guard.server';"),
  plant('arrow', 'a room imports a report', 'app/domain/trusts/a.server.ts', "import '~/reports/r/figures';"),
  plant('arrow', 'a report imports a room', 'app/reports/r/a.ts', "import type { B } from '~/domain/trusts/b';"),
  plant('arrow', 'the database imports a permission', 'db/a.ts', "import { b } from '~/access/roles';"),
  plant('arrow', 'a schema imports the seed', 'db/schema/a.ts', "import { b } from 'db/seed/cast';"),
  plant('arrow', 'a route imports db', 'app/routes/trusts/a.tsx', "import { b } from 'db/client';"),
  plant('arrow', 'a route imports drizzle', 'app/routes/trusts/a.tsx', "import { eq } from 'drizzle-orm';"),
  plant('arrow', 'a route imports drizzle below', 'app/routes/trusts/a.tsx', "import 'drizzle-orm/pg-core';"),
  plant('arrow', 'a route imports the ledger', 'app/routes/a/b.tsx', "import { p } from '~/ledger/post.server';"),
  plant('arrow', 'a route imports its neighbor', 'app/routes/trusts/a.tsx', "import { b } from './b';"),
  plant('arrow', 'a route imports another room’s parts', 'app/routes/a/b.tsx', "import { c } from '../d/parts/c';"),
  plant('arrow', 'an import at run time', 'app/ui/a.ts', "const b = await import('~/http/paths');"),
  plant('arrow', 'an import as a type', 'app/ui/a.ts', "export type B = import('~/http/paths').Paths;"),
  plant('arrow', 'a re-export', 'app/ui/a.ts', "export const a = 1;\nexport { b } from '~/http/paths';"),
  plant('arrow', 'a require', 'app/money/a.ts', "const b = require('~/access/roles');"),
  plant('room-order', 'trusts import payments', 'app/domain/trusts/a.server.ts', "import '../payments/b.server';"),
  plant('room-order', 'audit imports a room', 'app/domain/audit/a.server.ts', "import '../trusts/b.server';"),
  plant('room-order', 'as a type', 'app/domain/awards/a.ts', "import type { B } from '~/domain/receipts/b';"),
  plant('unknown-room', 'a room without a place', 'app/domain/lobby/a.ts', 'export const a = 1;'),
  plant('unknown-layer', 'a folder of app without a place', 'app/things/a.ts', 'export const a = 1;'),
  plant(
    'database-door',
    'a pure file imports a schema',
    'app/domain/trusts/a.ts',
    "import { b } from 'db/schema/trusts';",
  ),
  plant('database-door', 'only its type', 'app/domain/trusts/a.ts', "import type { Tx } from 'db/client';"),
  plant('database-door', 'a pure file imports drizzle', 'app/reports/r/a.ts', "import { eq } from 'drizzle-orm';"),
  plant('database-door', 'a pure file imports pg', 'app/ui/a.ts', "import pg from 'pg';"),
  plant('server-only-import', 'a rule calls a verb', 'app/domain/trusts/a-rule.ts', "import { b } from './b.server';"),
  plant('one-driver', 'postgres in a verb', 'app/domain/trusts/a.server.ts', "import postgres from 'postgres';"),
  plant('one-driver', 'postgres in a command', 'app/cli/a.ts', "import postgres from 'postgres';"),
  plant('web-in-a-room', 'a rule knows Remix', 'app/domain/trusts/a.ts', "import { data } from '@remix-run/node';"),
  plant('web-in-a-room', 'a report knows React', 'app/reports/r/a.tsx', "import { useId } from 'react';"),
  plant('name', 'a file', 'app/money/utils.ts'),
  plant('name', 'a folder', 'app/domain/trusts/helpers/a.ts'),
  plant('name', 'a folder of the database', 'db/common/a.ts'),
  plant('name', 'a file of the server', 'app/domain/trusts/service.server.ts'),
  plant('name', 'behind a dot', 'app/domain/trusts/trust.service.ts'),
  plant('name', 'behind a hyphen', 'app/ui/date-utils.ts'),
  plant('name', 'a style sheet', 'app/ui/misc.css'),
  plant('name', 'of tests too', 'test/shared/a.ts'),
  plant('barrel', 'an index', 'app/ui/index.ts', "export * from './button';\nexport { b } from './b';"),
  plant('barrel', 'by another name', 'app/ui/all.ts', "export * from './button';"),
  plant('size', 'a file', 'app/http/a.ts', lines(301)),
  plant('size', 'a route', 'app/routes/trusts/a.tsx', lines(201)),
  plant('size', 'an invariant', 'db/invariants/90-a.sql', lines(301)),
  plant('size', 'a test', 'test/a.test.ts', lines(301)),
  plant('size', 'a reason that is none', 'app/http/a.ts', `// size: long\n${lines(301)}`),
  plant('function-size', 'a function', 'app/http/a.ts', `export function a() {\n${lines(70)}\n}`),
  plant('function-size', 'an arrow', 'app/http/a.ts', `export const a = () => {\n${lines(70)}\n};`),
  plant('to-fixed', 'in a screen', 'app/ui/a.tsx', 'export const a = (n: number) => n.toFixed(2);'),
  plant('to-fixed', 'in the database’s code', 'db/a.ts', 'export const a = (n: number) => n.toFixed(2);'),
  plant('random', 'in a server file', 'app/http/a.server.ts', 'export const a = Math.random();'),
  plant('clock', 'new Date() in a rule', 'app/domain/trusts/a-rule.ts', 'export const a = () => new Date();'),
  plant('clock', 'Date.now() in a rule', 'app/domain/trusts/a-rule.ts', 'export const a = () => Date.now();'),
  plant('speech', 'console', 'app/routes/home/index.tsx', 'console.error(new Error());'),
  plant('speech', 'the error stream', 'app/vault/a.server.ts', "process.stderr.write('x');"),
  plant('speech', 'a logger of its own', 'app/http/b.ts', "import { pino } from 'pino'; pino();"),
  plant('clock', 'in a verb', 'app/domain/trusts/a.server.ts', 'export const a = () => new Date();'),
  plant('environment', 'in a rule', 'app/domain/trusts/a-rule.ts', 'export const a = process.env.A;'),
  plant('environment', 'by brackets', 'app/money/a.ts', "export const a = process['env'];"),
  { ...plant('reached', 'a screen without an address', 'app/routes/trusts/a.tsx'), beside: [map] },
  { ...plant('reached', 'a part without a screen', 'app/routes/trusts/parts/a.tsx'), beside: [map] },
  plant('word', 'a registry in the lock', 'package-lock.json', '{ "resolved": "https://registry.example.org/a" }'),
  plant('word', 'a package’s address', 'package-lock.json', '{ "resolved": "https://example.org/a/-/a-1.0.0.tgz" }'),
  plant('word', 'a machine’s folder in a document', 'README.md', 'It is in /work/main.'),
  plant('word', 'a home in a test', 'test/a.test.ts', "const a = '/home/someone/a';"),
  plant('word', 'a temporary folder in the code', 'app/http/a.ts', "const a = '/tmp/a';"),
];

/** What must not be named: the neighbor of each fault that is no fault. */
export const CLEAN: readonly TextFile[] = [
  {
    path: 'app/routes/trusts/a.tsx',
    text: "import { b } from './parts/b';\nimport { f } from '../parts/f';\nimport { c } from '~/domain/trusts/c.server';",
  },
  { path: 'app/routes/trusts/parts/b.tsx', text: "import { c } from './c';\nimport { d } from '~/ui/d';" },
  {
    path: 'app/domain/payments/a.server.ts',
    text: "import { b } from '../trusts/b.server';\nimport { eq } from 'drizzle-orm';",
  },
  { path: 'app/domain/payments/a.ts', text: "import type { B } from './b.server';\nexport const a = new Date(0);" },
  { path: 'app/domain/services-delivered/log-service.server.ts', text: "import { tx } from 'db/client';" },
  { path: 'app/domain/accountings/a.server.ts', text: "import { b } from '~/reports/r/b';" },
  { path: 'app/money/a.ts', text: 'export const a = (n: number) => n.toFixed(2);' },
  { path: 'app/ui/table-fold.tsx', text: "import './table.css';\nimport { amount } from '~/money/amount';" },
  { path: 'app/root.tsx', text: "import sheet from '~/ui/tutela.css?url';" },
  { path: 'db/seed/a.ts', text: "import { b } from '~/domain/trusts/b.server';" },
  { path: 'db/migrations/0000_a.sql', text: lines(900) },
  { path: 'app/http/a.ts', text: `// size: the one table of all answers, read at a glance\n${lines(301)}` },
  {
    path: 'app/http/b.ts',
    text: `// size: one list that is read from top to bottom\nexport function a() {\n${lines(70)}\n}`,
  },
  { path: 'test/support/a.ts', text: "export const a = Math.random();\nimport postgres from 'postgres';" },
  { path: 'README.md', text: 'See https://example.org/work/page and app/routes/home/index.tsx.' },
];
