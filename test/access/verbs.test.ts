import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '~/access/actor';
import { Refusal } from '~/access/refusal';
import { ROLES, type Role } from '~/access/roles';

const ROOM = path.resolve('app/domain');

/** An exported function of the domain that is told who acts. */
interface Verb {
  file: string;
  name: string;
  /** Which of its parameters is the actor. */
  at: number;
  /** Which is the transaction. */
  tx: number;
  parameters: number;
}

/** The exported functions of a file of the domain, each with its name and the types of what it is given. */
function exportedFrom(file: string) {
  const source = ts.createSourceFile(file, readFileSync(path.join(ROOM, file), 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || !statement.name) return [];
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    const types = statement.parameters.map((parameter) => parameter.type?.getText());
    return [{ name: statement.name.text, types, body: statement.body?.getText() ?? '' }];
  });
}

const verbsOf = (file: string): Verb[] =>
  exportedFrom(file).flatMap(({ name, types }) => {
    const at = types.indexOf('Actor');
    return at === -1 ? [] : [{ file, name, at, tx: types.indexOf('Tx'), parameters: types.length }];
  });
const filesIn = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .sort();

/** Whoever looks into the database went on. */
class WentOn extends Error {}
const database = new Proxy(
  {},
  {
    get: () => {
      throw new WentOn();
    },
  },
);
/** What a form may have said: whatever is asked of it, and nothing in it. */
const said: object = new Proxy(() => said, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => '' : key === Symbol.iterator ? () => [].values() : said),
});

const nameOf = ({ file, name }: Verb) => `${file} ${name}`;

let verbs: Verb[];
beforeAll(() => {
  verbs = filesIn(ROOM, /\.ts$/).flatMap(verbsOf);
});

/** Whether a verb lets somebody with these roles come as far as the database. */
async function letsOn(verb: Verb, roles: Role[]): Promise<boolean> {
  const actor: Actor = { personId: 1, name: 'Nobody', roles };
  const module = await import(/* @vite-ignore */ pathToFileURL(path.join(ROOM, verb.file)).href);
  const given = Array.from({ length: verb.parameters }, (_, n) =>
    n === verb.at ? actor : n === verb.tx ? database : said,
  );
  try {
    await module[verb.name](...given);
    return true;
  } catch (error) {
    return !(error instanceof Refusal && error.code === 'permission');
  }
}

/** Told who acts, and asks nobody for a permission: with the reason. */
const ASKS_NOBODY: Record<string, string> = {
  'audit/once.server.ts once': 'The frame of every verb, each of which asks before it',
  'delegations/find-delegations.server.ts waitsForActor': 'Words about a row that the reader sees already',
  'disbursements/count-waiting.server.ts countWaitingFor':
    'A number beside a link; row security counts for each their own',
  'disbursements/sign-approval.server.ts signApproval':
    'A step of approveDisbursement; the database takes one’s own signature alone',
  'disbursements/write-version.server.ts writeVersion':
    'A step of requestDisbursement and reviseDisbursement, which ask',
  'payments/payment-duties.server.ts mayHandlePayment':
    'Says who may handle one payment, of rows that are read already',
  'people/find-access-review.server.ts countRolesToReview':
    'A number beside a link; the database counts for who reviews',
  'services-delivered/find-reviews.server.ts countWaitingReviews': 'A number beside a link, of one’s own team',
  'services-delivered/find-reviews.server.ts findWaitingReviews': 'Rows of one’s own team, by row security',
};

describe('a verb of the domain', () => {
  it('goes on for the roles that the reviewed list says', async () => {
    const lines = ['Which roles a verb lets on before it looks at anything; everybody else is told who may.', ''];
    for (const verb of verbs.filter((one) => !ASKS_NOBODY[nameOf(one)])) {
      const may: Role[] = [];
      for (const role of ROLES) if (await letsOn(verb, [role])) may.push(role);
      lines.push(`${nameOf(verb)}: ${may.join(', ')}`);
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('verbs.txt');
  });

  it('refuses who holds no role, before it looks at anything', async () => {
    const open: string[] = [];
    for (const verb of verbs) if (await letsOn(verb, [])) open.push(nameOf(verb));
    expect(open).toEqual(Object.keys(ASKS_NOBODY));
  });

  it('is told who acts wherever a form’s page calls it and it writes', () => {
    const silent: string[] = [];
    for (const page of filesIn('app/routes', /\.tsx?$/)) {
      const text = readFileSync(path.join('app/routes', page), 'utf8');
      if (!text.includes('guardAction(')) continue;
      for (const [, names, file] of text.matchAll(/import \{([^}]*)\} from '~\/domain\/([^']*\.server)'/g))
        for (const { name, types, body } of exportedFrom(`${file}.ts`))
          if (
            names?.split(',').some((one) => one.trim() === name) &&
            !types.includes('Actor') &&
            /\.insert\(|\.update\(|\.delete\(|\bonce\(|recordAuditEvent\(/.test(body)
          )
            silent.push(`${page} ${name}`);
    }
    expect(silent).toEqual([]);
  });

  it('is among these wherever a file of the domain says who may', () => {
    const asking = filesIn(ROOM, /\.ts$/).filter((file) =>
      /\bdemand\(/.test(readFileSync(path.join(ROOM, file), 'utf8')),
    );
    expect(asking.filter((file) => !verbs.some((verb) => verb.file === file))).toEqual([]);
    expect(asking.length).toBeGreaterThan(60);
  });
});
