import { type Actor, permits } from '~/access/actor';
import { countSignedApprovals } from '~/domain/accountings/count-signed-approvals.server';
import { type getAccounting, readAccounting } from '~/domain/accountings/get-accounting.server';
import type { Tx } from '~/http/guard.server';
import { collectFigures } from '~/reports/court-accounting/figures.server';
import { fingerprintOf } from '~/reports/court-accounting/fingerprint';
import { printedAccount } from '~/reports/court-accounting/printed-account';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { longDate, periodName, periodWords, priorYear } from '~/reports/court-accounting/wording';
import { filingMarks } from './filing-marks';
import { scheduleViews } from './schedule-views';

/**
 * An accounting as its page shows it: the frozen figures stated anew, and whether they still are what was recorded.
 * Who reads the books learns also whether the books of the period still say the same.
 */
export async function loadAccount(q: Tx, actor: Actor, reference: string, inWorld: (recorded: Date) => Date) {
  const account = await readAccounting(q, reference);
  const { figures, fingerprint } = account;
  const statement = stateAccounting(figures);
  const { marks, deadline } = filingMarks(account, await countSignedApprovals(q, account), inWorld);
  const printed = printedAccount(statement, fingerprint, marks);
  return {
    reference,
    trustCode: account.trustCode,
    throughOn: account.throughOn,
    name: yearOrPeriod(account.fromOn, account.throughOn),
    own: account.preparedBy === actor.personId,
    fingerprint,
    printed,
    marks,
    objectionsNote: deadline?.rolledFrom ? rolledWords(marks.filedOn as string, deadline.rolledFrom) : null,
    summary: statement.summary.map(({ label, income, principal, total, schedule, support }) => ({
      label,
      income,
      principal,
      total,
      support,
      schedule,
    })),
    starting: {
      words: startingWords(figures.prior),
      items: statement.opening.items.map(({ description, income, principal }) => ({ description, income, principal })),
    },
    priorReference: figures.prior && /^ACC-/.test(figures.prior.reference) ? figures.prior.reference : null,
    schedules: scheduleViews(statement, printed.schedules),
    copyMatches: fingerprintOf(figures) === fingerprint,
    booksMatch: permits(actor, 'trust.read') ? await booksStillSay(q, account) : null,
  };
}

export type AccountView = Awaited<ReturnType<typeof loadAccount>>;

async function booksStillSay(q: Tx, account: Awaited<ReturnType<typeof getAccounting>>): Promise<boolean> {
  const period = { trustCode: account.trustCode, from: account.fromOn, through: account.throughOn };
  const now = await collectFigures(q, period);
  return now !== null && fingerprintOf(now.figures) === account.fingerprint;
}

/** "2026", or both days where the account is not one calendar year. */
function yearOrPeriod(from: string, through: string): string {
  const name = periodName(from, through);
  return name.length === 4 ? name : periodWords(from, through);
}

/** ": 30 days from service on February 12 end on a Sunday." */
function rolledWords(servedOn: string, rolledFrom: string): string {
  return `30 days from service on ${longDate(servedOn).replace(/, \d+$/, '')} end on ${rolledFrom}.`;
}

function startingWords(prior: { through: string } | null): string {
  return prior ? `What was on hand at the close of the account of ${priorYear(prior.through)}` : 'The inventory';
}
