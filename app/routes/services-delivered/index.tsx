import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { NotFound } from '~/access/refusal';
import { logService } from '~/domain/services-delivered/log-service.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { FieldFrame } from '~/ui/field-frame';
import { CodeLine, Lines, Thumb } from '~/ui/field-lines';
import { EntryFields } from './parts/entry-fields';
import { entryForm, inputOf, loadEntryPage } from './parts/entry-form.server';
import { fieldNav } from './parts/field-nav';
import { loadLogged } from './parts/logged.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.page ? `Log a service – ${data.page.plan.code}` : 'Logged – Field log' },
];

/** The child stands in the address, so that a refused entry comes back on its own form. */
const query = z.object({ for: z.string().max(40).optional() });
const MOST = 50;

export const loader = guardLoader({ permission: 'service-delivered.log', query }, async ({ actor, query, tx, now }) =>
  tx(async (q) => ({
    page: query.for ? await loadEntryPage(q, query.for, now) : null,
    logged: await loadLogged(q, actor, MOST),
  })),
);

export const action = guardAction(
  { permission: 'service-delivered.log', query, form: entryForm },
  async ({ actor, query, form, tx, now }) => {
    const code = query.for;
    if (!code || form.step !== 'save') throw new NotFound();
    const { reference } = await tx(async (q) => {
      const { plan, today } = await loadEntryPage(q, code, now);
      return logService(q, actor, inputOf(form, plan).input, today);
    });
    return redirect(paths.serviceDelivered(reference));
  },
);

export default function Logged() {
  const { page, logged } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (page && refused) {
    return (
      <EntryFields
        plan={page.plan}
        today={page.today}
        formKey={page.key}
        values={refused.values}
        problems={refused.problems}
      />
    );
  }
  return (
    <FieldFrame nav={fieldNav(paths.servicesDelivered())} title="Logged" titleHidden tall>
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
