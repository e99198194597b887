import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { KIND_WORDS, KINDS } from '~/domain/incidents/incident';
import { reportIncident } from '~/domain/incidents/report-incident.server';
import { BOOKS_ZONE, FIELD_ZONE } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { onceKey } from '../parts/form-fields';
import { IncidentFrame } from './parts/incident-frame';
import { incidentFrame } from './parts/incident-frame.server';
import { MomentFields } from './parts/moment-fields';
import { codesField, longText, momentBoxes, momentOf } from './parts/moment-form';

export const meta: MetaFunction = () => [{ title: 'Report an incident – Tutela' }];

export const loader = guardLoader({ permission: 'incident.report' }, ({ actor, tx, now }) =>
  tx(async (q) => ({ frame: await incidentFrame(q, actor, now), key: randomUUID() })),
);

const form = z
  .object({
    key: onceKey,
    kind: z.enum(KINDS, 'Choose what comes nearest.'),
    what: longText('Say what happened, in at least ten letters.'),
    codes: codesField,
    ...momentBoxes,
  })
  .transform(({ key, kind, what, codes, ...moment }, context) => ({
    key,
    kind,
    what,
    codes,
    discovered: momentOf(moment, context),
  }));

export const action = guardAction({ permission: 'incident.report', form }, async ({ actor, form: answer, tx }) => {
  const { reference } = await tx((q) => reportIncident(q, actor, answer));
  return redirect(paths.incident(reference));
});

/** Whoever notices something says so here; nobody has to know yet what it was. */
export default function NewIncident() {
  const { frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const values = refused?.values ?? {};
  return (
    <IncidentFrame
      frame={frame}
      title="Report an incident"
      crumb="Report"
      question="What do you report?"
      lead="Say it at once, also where you are not sure. Nobody is blamed for a report."
    >
      <ErrorSummary problems={problems} level={frame ? 3 : 2} />
      <Form formKey={key} look={frame ? 'form' : 'form-f'}>
        <Picks
          name="kind"
          label="What happened?"
          picks={KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
          value={entered(values, 'kind')}
          error={problemOf(problems, 'kind')}
        />
        <MomentFields
          label="When was it noticed?"
          hint="The clock of 72 hours begins here."
          zone={frame ? BOOKS_ZONE : FIELD_ZONE}
          values={values}
          problems={problems}
        />
        <Area
          name="what"
          label="What do you know?"
          hint="What, where, and what you have done about it. Use codes, not names."
          rows={5}
          maxLength={600}
          value={entered(values, 'what')}
          error={problemOf(problems, 'what')}
        />
        <TextInput
          name="codes"
          label="Codes of children it concerns"
          hint="As far as you know. Leave it empty otherwise."
          kind="id"
          autoComplete="off"
          value={entered(values, 'codes')}
          error={problemOf(problems, 'codes')}
        />
        <p>
          <Button>Report it</Button>
        </p>
      </Form>
    </IncidentFrame>
  );
}
