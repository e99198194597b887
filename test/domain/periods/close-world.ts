import { randomUUID } from 'node:crypto';
import { refusalFromDatabase } from '~/access/database-refusals';
import { Refusal } from '~/access/refusal';
import { agreeToReopen } from '~/domain/periods/agree-to-reopen.server';
import { askToReopen } from '~/domain/periods/ask-to-reopen.server';
import { closePeriod } from '~/domain/periods/close-period.server';
import { withdrawReopening } from '~/domain/periods/withdraw-reopening.server';
import { moveParts } from '~/ledger/journal-entry';
import { postJournalEntry } from '~/ledger/post-journal-entry.server';
import { amount, ZERO } from '~/money/amount';
import { type CareWorld, type Name, newChild } from '../disbursements/care-world';

/** A trust that began 400 days before today, and one child in it with 1,000.00 since the 39th day before today. */
export async function booksOf(world: CareWorld, trust = 'T-1001') {
  const child = await newChild(world, { trust });
  return { ...child, day: (before: number) => dayBefore(world.today, before) };
}
export type Books = Awaited<ReturnType<typeof booksOf>>;

/** The day so many days before another. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

export const close = (world: CareWorld, who: Name, trustCode: string, throughOn: string, key: string = randomUUID()) =>
  world.as(who, (q, actor) => closePeriod(q, actor, { key, trustCode, throughOn }));

export const ask = (world: CareWorld, who: Name, id: string, reason = 'A bank charge was overlooked.') =>
  world.as(who, (q, actor) => askToReopen(q, actor, { key: randomUUID(), close: Number(id), reason }));

export const withdraw = (world: CareWorld, who: Name, id: string, key: string = randomUUID()) =>
  world.as(who, (q, actor) => withdrawReopening(q, actor, { key, close: Number(id) }));

export const agree = (world: CareWorld, who: Name, id: string) =>
  world.as(who, (q, actor) => agreeToReopen(q, actor, { key: randomUUID(), close: Number(id) }));

/** Interest of a cent or more into a child's cash, as finance; answers the entry's number. */
export const post = (world: CareWorld, books: Books, occurredOn: string, concernsOn?: string, figure = '1.00') =>
  world.as('fe', (q) =>
    postJournalEntry(q, {
      trustId: books.trustId,
      subaccountId: books.subaccountId,
      kind: 'bank_interest',
      occurredOn,
      ...(concernsOn ? { concernsOn } : {}),
      description: 'Interest',
      party: 'Bank',
      category: 'interest',
      reference: '',
      source: { type: 'test', ref: randomUUID(), digest: '' },
      postings: moveParts('receipt:interest', 'asset:cash', { principal: ZERO, income: amount(figure) }),
    }),
  );

/** What a refused attempt says to the person. */
export async function words(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refusalFromDatabase(error);
    if (!refusal) throw error;
    return refusal.message;
  }
}
