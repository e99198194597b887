import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { addIncidentLine } from '~/domain/incidents/add-incident-line.server';
import { getIncident } from '~/domain/incidents/find-incidents.server';
import { LINE_KINDS, LINE_WORDS } from '~/domain/incidents/incident';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { NativeSelect } from '~/ui/native-select';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { IncidentFrame } from './parts/incident-frame';
import { incidentView } from './parts/incident-view.server';
import { MomentFields } from './parts/moment-fields';
import { longText, momentBoxes, momentOf } from './parts/moment-form';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Record on incident ${ref} – Tutela` }];

export const loader = guardLoader(
  { permission: 'incident.keep', params },
  ({ actor, params: { ref }, tx, now, inWorld }) =>
    tx(async (q) => {
      const { reference, lines } = incidentView(await getIncident(q, ref), actor, inWorld);
      return {
        reference,
        standing: lines
          .filter(({ replaced }) => !replaced)
          .map(({ id, kind, happened }) => ({ value: String(id), label: `${kind}, ${happened}` })),
        frame: await frameOf(q, actor, now, paths.incidents()),
        key: randomUUID(),
      };
    }),
);

const EVIDENCE = 'Name what proves it: the number of the receipt, the letter, the message.';
const form = z
  .object({
    key: onceKey,
    kind: z.enum(LINE_KINDS, 'Choose what was done.'),
    what: longText('Say what was done, in at least ten letters.'),
    evidence: z.string().trim().max(120, 'Write at most 120 letters.').default(''),
    replaces: z
      .string()
      .regex(/^\d{0,15}$/)
      .default('')
      .transform((id) => (id === '' ? null : Number(id))),
    ...momentBoxes,
  })
  .transform(({ key, kind, what, evidence, replaces, ...moment }, context) => {
    if (kind !== 'step' && evidence.length < 3)
      context.addIssue({ code: 'custom', path: ['evidence'], message: EVIDENCE });
    return { key, kind, what, evidence, replaces, happened: momentOf(moment, context) };
  });

export const action = guardAction(
  { permission: 'incident.keep', params, form },
  async ({ actor, params: { ref }, form: given, tx }) => {
    await tx((q) => addIncidentLine(q, actor, { ...given, reference: ref }));
    return redirect(paths.incident(ref));
  },
);

/** What was done against it, or who was told: each as a line that stays. */
export default function Line() {
  const { reference, standing, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const values = refused?.values ?? {};
  return (
    <IncidentFrame
      frame={frame}
      title="Record a step or a notice"
      crumb={reference}
      question="What was done?"
      lead="It stays as it is written. What was wrong is replaced by a further line."
    >
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={key}>
        <Picks
          name="kind"
          label="Which is it?"
          picks={LINE_KINDS.map((kind) => ({ value: kind, label: LINE_WORDS[kind] }))}
          value={entered(values, 'kind')}
          error={problemOf(problems, 'kind')}
        />
        <MomentFields
          label="When?"
          hint="When it was done or told, not when it is recorded."
          zone="America/New_York"
          values={values}
          problems={problems}
        />
        <Area
          name="what"
          label="What, by whom and to whom"
          hint="Use codes, not names."
          rows={4}
          maxLength={600}
          value={entered(values, 'what')}
          error={problemOf(problems, 'what')}
        />
        <TextInput
          name="evidence"
          label="Evidence"
          hint="Of a notice: the number of the receipt, the letter or the message."
          maxLength={120}
          autoComplete="off"
          value={entered(values, 'evidence')}
          error={problemOf(problems, 'evidence')}
        />
        {standing.length > 0 && (
          <NativeSelect
            name="replaces"
            label="Replaces a line that was wrong"
            none="None"
            value={entered(values, 'replaces')}
            error={problemOf(problems, 'replaces')}
            choices={standing}
          />
        )}
        <p>
          <Button>Record it</Button>
        </p>
      </Form>
    </IncidentFrame>
  );
}
