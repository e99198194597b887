import { type Actor, permits } from '~/access/actor';
import { findTrusteeTerms } from '~/domain/trustee-terms/find-trustee-terms.server';
import { daysBetween } from '~/domain/trusts/legal-day';
import type { Tx } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { dayWords, shortDayWords } from '~/ui/day-words';
import { aheadWords } from './ahead-words';

/** What waits for a trustee of their own office: an appointment to answer, and the notice that they took office. */
export async function loadOwnTerms(tx: Tx, actor: Actor, today: string) {
  if (!permits(actor, 'trustee-term.answer')) return { appointments: [], notices: [] };
  const own = (await findTrusteeTerms(tx, today)).filter((term) => term.personId === actor.personId);
  return {
    appointments: own
      .filter(({ state }) => state === 'offered')
      .map(({ id, trust, startsOn, reference }) => ({
        id,
        words: `You are appointed trustee of ${trust} from ${dayWords(startsOn)}, by: ${reference}.`,
        trust,
      })),
    notices: own.flatMap(({ id, trust, state, notice, noticeDueOn, readerInOffice }) =>
      state === 'in_office' && readerInOffice && !notice && noticeDueOn
        ? [
            {
              on: shortDayWords(noticeDueOn),
              what: `Notice that you are trustee of ${trust}`,
              href: paths.termNotice(id),
              aside: aheadWords(daysBetween(today, noticeDueOn)),
            },
          ]
        : [],
    ),
  };
}
