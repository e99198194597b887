import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { NotFound } from '~/access/refusal';
import { logService } from '~/domain/services-delivered/log-service.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { FieldFrame } from '~/ui/field-frame';
import { CodeLine, Lines, Thumb } from '~/ui/field-lines';
import { EntryFields } from './parts/entry-fields';
import { entryForm, inputOf, loadEntryPage, entryQuery as query } from './parts/entry-form.server';
import { fieldNav } from './parts/field-nav';
import { loadLogged } from './parts/logged.server';
import { SentBack } from './parts/sent-back';
import { loadSentBack } from './parts/sent-back.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.page ? `Log a service – ${data.page.plan.code}` : 'Logged – Field log' },
];

/** The child and what is put right stand in the address, so that a refused entry comes back on its own form. */
const MOST = 50;

export const loader = guardLoader({ permission: 'service-delivered.log', query }, async ({ actor, query, tx, now }) =>
  tx(async (q) => ({
    page: query.for ? await loadEntryPage(q, query.for, query.replaces, now) : null,
    sentBack: await loadSentBack(q, actor),
    logged: await loadLogged(q, actor, MOST),
  })),
);

export const action = guardAction(
  { permission: 'service-delivered.log', query, form: entryForm },
  async ({ actor, query, form, tx, now }) => {
    const code = query.for;
    if (!code || form.step !== 'save') throw new NotFound();
    const { reference } = await tx(async (q) => {
      const { plan, today, replaces } = await loadEntryPage(q, code, query.replaces, now);
      return logService(q, actor, inputOf(form, plan, replaces).input, today);
    });
    return redirect(paths.serviceDelivered(reference));
  },
);

export default function Logged() {
  const { page, sentBack, logged } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (page && refused) {
    return (
      <EntryFields
        plan={page.plan}
        replaces={page.replaces}
        today={page.today}
        formKey={page.key}
        values={refused.values}
        problems={refused.problems}
      />
    );
  }
  return (
    <FieldFrame nav={fieldNav(paths.servicesDelivered())} title="Logged" titleHidden tall>
      <SentBack entries={sentBack} />
      <section aria-labelledby="logged">
        <h2 id="logged">Logged by you</h2>
        {logged.length === 0 ? (
          <Empty why="Nothing is logged yet." next="What you save stands here, the newest first." />
        ) : (
          <Lines>
            {logged.map((entry) => (
              <CodeLine
                key={entry.reference}
                code={entry.code}
                href={paths.serviceDelivered(entry.reference)}
                detail={entry.said}
              />
            ))}
          </Lines>
        )}
      </section>
      <Thumb>
        <ButtonLink big href={paths.newServiceDelivered()}>
          Log a service
        </ButtonLink>
      </Thumb>
    </FieldFrame>
  );
}
