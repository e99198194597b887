import type { Tx } from 'db/client';
import { sql } from 'drizzle-orm';
import { type Actor, demand } from '~/access/actor';
import { refusalFromDatabase } from '~/access/database-refusals';
import { Refusal } from '~/access/refusal';
import type { CheckTexts } from '~/vault/check-texts.server';
import type { AccessFile, Edition, Part, Period } from './access-file';
import { booksParts } from './books-parts.server';
import { careParts, notesPart, sentBackPart } from './care-parts.server';
import { getRight } from './find-rights.server';
import { keepingParts } from './keeping-parts.server';
import type { PartAsked } from './part-asked.server';
import { paymentsParts } from './payments-parts.server';
import { trailPart } from './trail-part.server';
import { withholdTellingTexts } from './withhold-telling-texts.server';

export interface AccessFileAsked {
  reference: string;
  format: 'json' | 'html';
  /** Of the long parts; all of it without one. */
  year?: string | undefined;
  checkTexts: CheckTexts;
  moment: PartAsked['moment'];
}

/**
 * Numbers a copy of a child's access file and hands it out, as far as the office of who takes it reaches. It is composed
 * whole before it leaves, since half a file would be a wrong answer; a part has no more lines than policy RQ-1 says.
 * Throws NotFound (RQ009), Refusal 'database.RQ006', 'RQ007', 'RQ010', 'EX001', 'rights.large', 'rights.unchecked'; SI002.
 */
export async function takeAccessFile(
  tx: Tx,
  actor: Actor,
  asked: AccessFileAsked,
): Promise<{ file: AccessFile; number: string }> {
  demand(actor, 'rights.export');
  const { reference, year = null } = asked;
  const right = await getRight(tx, reference);
  const number = await numberCopy(tx, asked);
  const edition = actor.roles.includes('trustee') ? 'books' : 'care';
  const most = await mostLines(tx);
  const facts: PartAsked = {
    ...{ tx, reference, moment: asked.moment },
    child: { id: right.beneficiaryId, code: right.code },
    days: daysOf(year),
    limit: most + 1,
  };
  const found = await collect(facts, edition, right.today);
  const long = found.find(({ rows }) => rows.length > most);
  if (long)
    throw new Refusal(
      'rights.large',
      `“${long.title}” has more than ${most.toLocaleString('en-US')} lines. No copy was taken. Take the file year by year.`,
    );
  const parts = await withholdTellingTexts(found, asked.checkTexts);
  return {
    number,
    file: {
      ...{ reference, edition, year, parts },
      code: right.code,
      elsewhere: await elsewhere(tx, edition, reference),
    },
  };
}

async function numberCopy(tx: Tx, { reference, format, year }: AccessFileAsked): Promise<string> {
  try {
    const { rows } = await tx.execute<{ number: string }>(
      sql`select take_access_file(${reference}, ${format}, ${year ?? null}) as number`,
    );
    return rows[0]?.number as string;
  } catch (error) {
    throw refusalFromDatabase(error) ?? error;
  }
}

async function collect(asked: PartAsked, edition: Edition, today: string): Promise<Part[]> {
  const kept = await keepingParts(asked, today);
  const care = await careParts(asked);
  if (edition === 'care') return [...kept, ...care, await notesPart(asked), await sentBackPart(asked)];
  return [...kept, ...(await booksParts(asked)), ...(await paymentsParts(asked)), ...care, await trailPart(asked)];
}

function daysOf(year: string | null): Period {
  return year === null
    ? { from: '-infinity', through: 'infinity' }
    : { from: `${year}-01-01`, through: `${year}-12-31` };
}

async function mostLines(tx: Tx): Promise<number> {
  const { rows } = await tx.execute<{ most: number }>(
    sql`select policy_value('RQ-1', 'most_lines', legal_today())::int as most`,
  );
  return rows[0]?.most ?? 0;
}

/** A trustee of one trust does not see the books of another. */
async function elsewhere(tx: Tx, edition: Edition, reference: string): Promise<string[]> {
  const { rows } = await tx.execute<{ unseen: number }>(sql`select access_file_trusts_unseen(${reference}) as unseen`);
  const unseen = rows[0]?.unseen ?? 0;
  if (edition === 'care' || unseen === 0) return [];
  return [`Trusts of others that hold money of this child too: ${unseen}. Their trustees take a copy with that part.`];
}
