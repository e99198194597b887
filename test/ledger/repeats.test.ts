import { randomUUID } from 'node:crypto';
import { sqlState } from 'db/client';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EntryDraft, moveParts } from '~/ledger/journal-entry';
import { postJournalEntries, postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount, ZERO } from '~/money/amount';
import { type CareWorld, type Child, newChild, openCareWorld } from '../domain/disbursements/care-world';

let world: CareWorld;
beforeAll(async () => {
  world = await openCareWorld();
});
afterAll(() => world.close());

const day = (away: number) =>
  new Date(Date.parse(`${world.today}T00:00:00Z`) + away * 86_400_000).toISOString().slice(0, 10);

const draft = (child: Child, on: string, postings: EntryDraft['postings']): EntryDraft => ({
  ...{ trustId: child.trustId, subaccountId: child.subaccountId, kind: 'test', occurredOn: on, description: '' },
  ...{ party: '', category: '', reference: '', source: { type: 'test', ref: randomUUID(), digest: '' }, postings },
});
const receipt = () => moveParts('receipt:other', 'asset:cash', { principal: amount('1.00'), income: ZERO });
const back = () => moveParts('asset:cash', 'receipt:other', { principal: amount('1.00'), income: ZERO });

const one = (entry: EntryDraft) => world.as('fe', (q) => postJournalEntry(q, entry)).catch(sqlState);
const many = (call: EntryDraft[]) => world.as('fe', (q) => postJournalEntries(q, call)).catch(sqlState);
const close = (child: Child, through: string) =>
  world.as('fe', (q) => q.execute(sql`select close_period(${child.trustId}, ${through}::date)`));

it('an entry sent again answers its first number, also when its day was shut meanwhile; another of its key does not', async () => {
  const child = await newChild(world, { trust: 'T-1002' });
  const [entry, call] = [
    draft(child, day(-20), receipt()),
    [draft(child, day(-20), receipt()), draft(child, day(-5), receipt())],
  ];
  const [first, numbers] = [await one(entry), await many(call)];
  await close(child, day(-10));
  expect(await one(entry)).toBe(first);
  expect(await many(call)).toEqual(numbers);
  expect(['LE005', 'LE011']).toContain(await one({ ...entry, description: 'another' }));
  expect(await one(draft(child, day(-20), receipt()))).toBe('LE005');
});

it('a call in which an entry moves back another of the same call, sent again, answers the same numbers', async () => {
  const child = await newChild(world);
  const call = [draft(child, world.today, receipt()), { ...draft(child, world.today, back()), reverses: -1 }];
  const numbers = await many(call);
  expect(numbers).toHaveLength(2);
  expect(await many(call)).toEqual(numbers);
});
