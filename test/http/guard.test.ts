import { person } from 'db/schema/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NotFound, Refusal } from '~/access/refusal';
import { formKey, many } from '~/http/form.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import type { LoadContext } from '~/http/load-context';
import { createLog } from '~/http/log';
import { codeAppKeys } from '~/http/sign-in/code-app-keys.server';
import { cloneDatabase, enroll, type TestDatabase } from '../support/database';

let db: TestDatabase;
let trustee: { token: string };
let caseworker: { token: string };

beforeAll(async () => {
  db = await cloneDatabase();
  trustee = await enroll(db, { name: 'Tess', roles: ['trustee'] });
  caseworker = await enroll(db, { name: 'Cas', roles: ['caseworker'] });
});
afterAll(() => db.drop());

const now = new Date('2027-01-08T12:00:00Z');
const logged: string[] = [];

function argsOf(token: string | undefined, body?: Record<string, string | string[]>, params = {}) {
  const headers = new Headers(token ? { Cookie: `sid=${token}` } : {});
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body ?? {})) for (const each of [value].flat()) form.append(name, each);
  const request = new Request('http://localhost:3000/approvals?page=2', {
    headers,
    ...(body ? { method: 'POST', body: form } : {}),
  });
  const context: LoadContext = {
    cspNonce: 'n',
    requestId: 'r-1',
    address: '127.0.0.1',
    pool: db.pool,
    vaultSocket: '',
    publicOrigin: 'http://localhost:3000',
    signOn: null,
    codeAppKeys: codeAppKeys('/nowhere'),
    demo: true,
    clock: () => now,
    log: createLog({ write: (line) => void logged.push(line) }),
    auditCopy: null,
  };
  return { request, params, context } as unknown as Parameters<ReturnType<typeof guardLoader>>[0];
}

async function outcome(work: Promise<unknown>) {
  try {
    return { answered: await work };
  } catch (thrown) {
    if (thrown instanceof Response) return { to: thrown.headers.get('Location'), status: thrown.status };
    const { data, init } = thrown as { data?: unknown; init?: ResponseInit };
    return init ? { data, status: init.status } : { thrown };
  }
}

const read = guardLoader(
  {
    permission: 'disbursement.approve',
    params: z.object({
      ref: z
        .string()
        .regex(/^D-\d+$/)
        .optional(),
    }),
  },
  async ({ actor, tx, now: at }) => {
    const people = await tx((q) => q.select({ name: person.name }).from(person));
    return { who: actor.name, at, saw: people.map((one) => one.name).includes('Cas') };
  },
);

describe('a loader', () => {
  it('serves whoever holds the permission, as themselves', async () => {
    expect(await outcome(read(argsOf(trustee.token)))).toEqual({ answered: { who: 'Tess', at: now, saw: true } });
  });

  it('sends who is not signed in to the sign-in page, and back', async () => {
    const away = { to: '/sign-in?back=%2Fapprovals%3Fpage%3D2', status: 302 };
    expect(await outcome(read(argsOf(undefined)))).toEqual(away);
    expect(await outcome(read(argsOf('A'.repeat(43))))).toEqual(away);
  });

  it('says who may, to whoever may not', async () => {
    expect(await outcome(read(argsOf(caseworker.token)))).toEqual({
      status: 403,
      data: { message: 'Only trustee can do this. You are signed in as caseworker. Ask an administrator.' },
    });
  });

  it('answers a wrong address and a hidden record alike', async () => {
    const hidden = guardLoader({ permission: 'disbursement.approve' }, async () => {
      throw new NotFound();
    });
    const wrong = await outcome(read(argsOf(trustee.token, undefined, { ref: 'x' })));
    expect(wrong).toMatchObject({ status: 404 });
    expect(await outcome(hidden(argsOf(trustee.token)))).toEqual(wrong);
  });

  it('of a locked session leads to the lock page', async () => {
    const { token } = await enroll(db, { name: 'Lok', roles: ['trustee'] });
    await db.pool.query('select sec.lock_session($1)', [token]);
    expect(await outcome(read(argsOf(token)))).toEqual({ to: '/lock?back=%2Fapprovals%3Fpage%3D2', status: 302 });
  });

  it('of a session that ends meanwhile leads to the sign-in page', async () => {
    const { token } = await enroll(db, { name: 'End', roles: ['trustee'] });
    const ends = guardLoader({ permission: 'disbursement.approve' }, async ({ tx }) => {
      await db.pool.query('select sec.end_session($1)', [token]);
      return tx((q) => q.select().from(person));
    });
    expect(await outcome(ends(argsOf(token)))).toMatchObject({ status: 302 });
  });
});

const form = z.object({
  key: formKey,
  reason: z.string('Say why.').min(1, 'Say why this payment meets the standard.'),
  kind: z.enum(['a', 'b']),
  rows: many(z.string()),
});
const key = '3f1c7d1e-7c39-4a55-9d3c-0d8e6a1b2c3d';
const act = guardAction({ permission: 'disbursement.approve', form }, async ({ form: given }) => {
  if (given.reason === 'refuse') throw new Refusal('disbursement.self-approval', 'You asked for it.', 'reason');
  if (given.reason === 'crash') throw new Error('CANARY');
  return { did: given };
});

describe('an action', () => {
  it('hands the parsed form on', async () => {
    const body = { key, reason: 'x', kind: 'a', rows: ['1', '2'] };
    expect(await outcome(act(argsOf(trustee.token, body)))).toEqual({ answered: { did: body } });
    const one = await outcome(act(argsOf(trustee.token, { ...body, rows: '1' })));
    expect(one).toMatchObject({ answered: { did: { rows: ['1'] } } });
  });

  it('gives a refused form back with a sentence at each field, and what was entered', async () => {
    const answer = await outcome(act(argsOf(trustee.token, { key, reason: '', kind: 'z', password: 'secret' })));
    expect(answer).toMatchObject({
      answered: {
        init: { status: 422 },
        data: {
          values: { reason: '', kind: 'z' },
          problems: [
            { field: 'reason', message: 'Say why this payment meets the standard.' },
            { field: 'kind', message: 'This answer is not in the form that was asked for.' },
          ],
        },
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/secret|invalid|expected/i);
  });

  it('says an answer is missing where nothing was sent', async () => {
    const answer = await outcome(act(argsOf(trustee.token, { reason: 'x', kind: 'a' })));
    expect(answer).toMatchObject({
      answered: { data: { problems: [{ field: 'key', message: 'Give an answer here.' }] } },
    });
  });

  it('gives a refusal of the verb back at its field', async () => {
    const answer = await outcome(act(argsOf(trustee.token, { key, reason: 'refuse', kind: 'a' })));
    expect(answer).toMatchObject({
      answered: { init: { status: 422 }, data: { problems: [{ field: 'reason', message: 'You asked for it.' }] } },
    });
  });

  it('refuses a text that the database cannot hold', async () => {
    const answer = await outcome(act(argsOf(trustee.token, { key, reason: 'a\0b', kind: 'a' })));
    expect(answer).toMatchObject({ answered: { init: { status: 422 }, data: { problems: [{ field: 'reason' }] } } });
  });

  it('lets a fault of ours through to the error page, and logs its class alone', async () => {
    const answer = await outcome(act(argsOf(trustee.token, { key, reason: 'crash', kind: 'a' })));
    expect(answer).toMatchObject({ thrown: { message: 'CANARY' } });
    expect(logged.join('')).not.toContain('CANARY');
    expect(logged.join('')).toContain('"fault":"Error"');
  });

  it('does nothing for whoever may not', async () => {
    const answer = await outcome(act(argsOf(caseworker.token, { key, reason: 'x', kind: 'a' })));
    expect(answer).toMatchObject({ status: 403 });
  });
});
