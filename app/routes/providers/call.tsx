import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getPolicies } from '~/domain/policies/get-policies.server';
import { policyText } from '~/domain/policies/policy';
import { callBack } from '~/domain/providers/call-back.server';
import { NUMBER_SOURCES, SOURCE_WORDS } from '~/domain/providers/payout-account';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { DateFields } from '~/ui/date-fields';
import { entered, enteredDay } from '~/ui/entered';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { dayBoxes, dayOf, onceKey, numbered as params } from '../parts/form-fields';
import { AccountPage } from './parts/account-page';
import { loadAccount } from './parts/account-page.server';

export const meta: MetaFunction = () => [{ title: 'Record a call back – Tutela' }];

export const loader = guardLoader(
  { permission: 'payout-account.check', params },
  ({ actor, params: { id }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const page = await loadAccount(q, actor, id, now, inWorld);
      if (page.state !== 'asked' || page.own) leadTo(paths.provider(page.account.provider));
      const policies = await getPolicies(q, ['PO-1'], booksDay(now));
      return { ...page, days: policyText(policies['PO-1'], 'number_on_file_days') };
    }),
);

const form = z
  .object({
    key: onceKey,
    from: z.enum(NUMBER_SOURCES, 'Choose where the number stands.'),
    answer: z.enum(['confirmed', 'not'], 'Say what the provider answered.'),
    ...dayBoxes('since'),
  })
  .transform(({ key, from, answer, ...boxes }, context) => ({
    key,
    from,
    confirmed: answer === 'confirmed',
    since: dayOf(boxes, 'since', context),
  }));

export const action = guardAction(
  { permission: 'payout-account.check', stepUp: true, params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    await tx((q) => callBack(q, actor, { ...answer, account: Number(id) }));
    return redirect(paths.providers());
  },
);

export default function Call() {
  const { days, ...data } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <AccountPage
      data={data}
      problems={problems}
      act="Call back"
      title={`Call ${data.account.provider} back`}
      lead="On a number that was on file before anybody asked, never on one from the request. Ask them to read you the account’s last four."
      question="What did the provider say?"
    >
      <Picks
        name="from"
        label="Where does the number stand that you called?"
        picks={NUMBER_SOURCES.map((value) => ({ value, label: `In ${SOURCE_WORDS[value]}` }))}
        value={entered(refused?.values, 'from')}
        error={problemOf(problems, 'from')}
      />
      <DateFields
        name="since"
        label="Since when is it on file?"
        hint={`At least ${days} days (policy PO-1).`}
        value={enteredDay(refused?.values, 'since')}
        error={problemOf(problems, 'since')}
      />
      <Picks
        name="answer"
        label="Their answer"
        picks={[
          { value: 'confirmed', label: 'They asked for it, and the last four agree' },
          {
            value: 'not',
            label: 'They did not ask for it, or something differs',
            hint: 'The change is stopped at once.',
          },
        ]}
        value={entered(refused?.values, 'answer')}
        error={problemOf(problems, 'answer')}
      />
      <p>
        <Button>Record the call</Button>
      </p>
    </AccountPage>
  );
}
