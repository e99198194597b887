import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { NotFound } from '~/access/refusal';
import { codeProblem } from '~/domain/beneficiaries/beneficiary-code';
import { checkService } from '~/domain/services-delivered/log-service.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { CheckPage } from './parts/check-page';
import { checkedEntry } from './parts/checked-entry';
import { ChooseChild } from './parts/choose-child';
import { EntryFields } from './parts/entry-fields';
import { entryForm, entryQuery, fieldsOf, inputOf, loadEntryPage } from './parts/entry-form.server';
import { loadWorkerList } from './parts/worker-list.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.page ? `Log a service – ${data.page.plan.code}` : 'Log a service – Field log' },
];

const query = entryQuery.extend({ asked: z.string().optional() });

export const loader = guardLoader({ permission: 'service-delivered.log', query }, async ({ query, tx, now }) => {
  const code = query.for;
  const problem = code ? codeProblem(code) : query.asked ? 'Choose a beneficiary code.' : undefined;
  if (code && !problem)
    return { page: await tx((q) => loadEntryPage(q, code, query.replaces, now)), plans: [], problem };
  return { page: null, plans: await tx(loadWorkerList), problem };
});

/** Checks what was entered, or goes back to it with every answer kept. Nothing is written here. */
export const action = guardAction(
  { permission: 'service-delivered.log', query, form: entryForm },
  async ({ actor, query, form, tx, now }) => {
    const code = query.for;
    if (!code) throw new NotFound();
    const fields = fieldsOf(form);
    if (form.step === 'change') return { entry: null, key: form.key, values: fields, problems: [] };
    return tx(async (q) => {
      const { plan, today, replaces } = await loadEntryPage(q, code, query.replaces, now);
      const { item, input } = inputOf(form, plan, replaces);
      await checkService(q, actor, input, today);
      return { entry: checkedEntry(input, item, fields, today), key: form.key, values: fields, problems: [] };
    });
  },
);

export default function LogService() {
  const { page, plans, problem } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  if (!page) return <ChooseChild plans={plans} problem={problem} />;
  const key = sent && 'key' in sent ? sent.key : page.key;
  if (sent && 'entry' in sent && sent.entry) return <CheckPage entry={sent.entry} formKey={key} />;
  return (
    <EntryFields
      plan={page.plan}
      replaces={page.replaces}
      today={page.today}
      formKey={key}
      values={sent?.values ?? page.values}
      problems={sent?.problems ?? []}
    />
  );
}
