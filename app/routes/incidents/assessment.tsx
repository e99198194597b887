import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { assessIncident } from '~/domain/incidents/assess-incident.server';
import { getIncident } from '~/domain/incidents/find-incidents.server';
import { ANSWER_WORDS, ANSWERS, CONDITIONS, type Condition } from '~/domain/incidents/incident';
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
import { frameOf } from '../parts/frame.server';
import { IncidentFrame } from './parts/incident-frame';
import { MomentFields } from './parts/moment-fields';
import { codesField, longText, momentBoxes, momentOf } from './parts/moment-form';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Assess incident ${ref} – Tutela` }];

export const loader = guardLoader({ permission: 'incident.keep', params }, ({ actor, params: { ref }, tx, now }) =>
  tx(async (q) => ({
    reference: (await getIncident(q, ref)).reference,
    frame: await frameOf(q, actor, now, paths.incidents()),
    key: randomUUID(),
  })),
);

const answer = z.enum(ANSWERS, 'Choose one.');
const why = longText('Say why, in at least ten letters.');
const COUNT = 'Write a whole number, or leave it empty where it is not known.';
const form = z
  .object({
    key: onceKey,
    sensitive: answer,
    sensitiveWhy: why,
    acquired: answer,
    acquiredWhy: why,
    harm: answer,
    harmWhy: why,
    subjects: z
      .string()
      .trim()
      .regex(/^\d{0,7}$/, COUNT)
      .default('')
      .transform((text) => (text === '' ? null : Number(text))),
    codes: codesField,
    ...momentBoxes,
  })
  .transform((given, context) => {
    const { key, sensitive, sensitiveWhy, acquired, acquiredWhy, harm, harmWhy, subjects, codes, ...moment } = given;
    const found = { sensitive, sensitiveWhy, acquired, acquiredWhy, harm, harmWhy, subjects, codes };
    return { key, ...found, believed: momentOf(moment, context) };
  });

export const action = guardAction(
  { permission: 'incident.keep', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: given, tx }) => {
    await tx((q) => assessIncident(q, actor, { ...given, reference: ref }));
    return redirect(paths.incident(ref));
  },
);

/** The three conditions, each answered with its reason. */
export default function Assessment() {
  const { reference, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  const values = refused?.values ?? {};
  return (
    <IncidentFrame
      frame={frame}
      title={`Assess incident ${reference}`}
      crumb={reference}
      question="What was found?"
      lead="Notice is due where all three come together. What is not known yet does not rule it out; one No does."
    >
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={key}>
        <MomentFields
          label="Since when is it known or reasonably believed?"
          hint="The 72 hours count from here."
          zone="America/New_York"
          values={values}
          problems={problems}
        />
        {(Object.keys(CONDITIONS) as Condition[]).map((name) => (
          <Question key={name} name={name} values={values} problems={problems} />
        ))}
        <TextInput
          name="subjects"
          label="How many people does it concern?"
          hint="Leave it empty where it is not known."
          width={8}
          kind="num"
          inputMode="numeric"
          autoComplete="off"
          value={entered(values, 'subjects')}
          error={problemOf(problems, 'subjects')}
        />
        <TextInput
          name="codes"
          label="Further codes of children it concerns"
          hint="Those you may see. Leave it empty otherwise."
          kind="id"
          autoComplete="off"
          value={entered(values, 'codes')}
          error={problemOf(problems, 'codes')}
        />
        <p>
          <Button>Record the assessment</Button>
        </p>
      </Form>
    </IncidentFrame>
  );
}

type QuestionProps = Pick<Parameters<typeof MomentFields>[0], 'values' | 'problems'> & { name: Condition };

function Question({ name, values, problems }: QuestionProps) {
  return (
    <>
      <Picks
        name={name}
        label={CONDITIONS[name]}
        look="row"
        picks={ANSWERS.map((value) => ({ value, label: ANSWER_WORDS[value] }))}
        value={entered(values, name)}
        error={problemOf(problems, name)}
      />
      <Area
        name={`${name}Why`}
        label={WHY_LABELS[name]}
        hint="Use codes, not names."
        rows={2}
        maxLength={600}
        value={entered(values, `${name}Why`)}
        error={problemOf(problems, `${name}Why`)}
      />
    </>
  );
}

const WHY_LABELS: Record<Condition, string> = {
  sensitive: 'Why, of the information',
  acquired: 'Why, of the acquisition',
  harm: 'Why, of the harm',
};
