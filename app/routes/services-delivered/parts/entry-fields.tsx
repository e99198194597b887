import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { DateBoxes } from '~/ui/date-fields';
import { shortDayWords } from '~/ui/day-words';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { FieldFrame } from '~/ui/field-frame';
import { ForWhom } from '~/ui/field-lines';
import { Form } from '~/ui/form';
import { Picks } from '~/ui/picks';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import type { ChildPlan, ChildPlanItem } from './child-plan';
import { amountField, answerOf, dayAnswer, dayBefore, type EntryValues } from './entry-values';

export interface EntryFieldsProps {
  plan: ChildPlan;
  /** The entry that this one puts right. */
  replaces?: string | undefined;
  today: string;
  formKey: string;
  values?: EntryValues;
  problems?: readonly Problem[];
}

/** The log form: the child, what, when, how much, and a note without names. */
export function EntryFields({ plan, replaces, today, formKey, values = {}, problems: given = [] }: EntryFieldsProps) {
  const problems = given.map((problem) => atItsField(problem, values));
  return (
    <FieldFrame back={paths.home()} title={replaces ? `Put right ${replaces}` : 'Log a service'}>
      <ForWhom code={plan.code} {...(replaces ? {} : { change: paths.newServiceDelivered() })} />
      <Form action={paths.newServiceDelivered(plan.code, replaces)} formKey={formKey} look="form-f">
        <ErrorSummary problems={problems} />
        <What plan={plan} values={values} problems={problems} />
        <When today={today} values={values} problems={problems} />
        <Picks
          name="there"
          label="Was the child there?"
          look="lines"
          value={answerOf(values, 'there')}
          error={problemOf(problems, 'there')}
          picks={[
            { value: 'attended', label: 'Yes' },
            { value: 'absent', label: 'The child did not attend' },
          ]}
        />
        <Note values={values} problems={problems} />
        <div className="stack-s">
          <Button big>Continue</Button>
          <p className="meta">Next you check it, then save.</p>
        </div>
      </Form>
    </FieldFrame>
  );
}

interface PartProps {
  values: EntryValues;
  problems: readonly Problem[];
}

function What({ plan, values, problems }: PartProps & { plan: ChildPlan }) {
  const version = plan.items[0]?.planVersion;
  return (
    <>
      <Picks
        name="planItemId"
        label="What was given?"
        hint={version ? `From care plan ${version}.` : 'There is no plan yet. Ask your supervisor.'}
        look="lines"
        value={answerOf(values, 'planItemId')}
        error={problemOf(problems, 'planItemId')}
        picks={plan.items.map((item) => ({
          value: String(item.id),
          label: item.word,
          aside: `${item.left} left`,
          reveal: <Amount item={item} values={values} problems={problems} />,
        }))}
      />
      {(problemOf(problems, 'another') || answerOf(values, 'another')) && (
        <Picks
          type="checkbox"
          name="another"
          label="Is it another one?"
          look="lines"
          value={answerOf(values, 'another')}
          error={problemOf(problems, 'another')}
          picks={[{ value: 'yes', label: 'This is a different one' }]}
        />
      )}
    </>
  );
}

function Amount({ item, values, problems }: PartProps & { item: ChildPlanItem }) {
  const name = amountField(item.id);
  const session = item.unit === 'session';
  return (
    <TextInput
      name={name}
      label={session ? 'How long?' : 'How many?'}
      width={4}
      kind="num"
      inputMode="numeric"
      autoComplete="off"
      unit={session ? 'minutes' : `${item.unit}s`}
      value={entered(values, name) ?? (session ? '60' : '1')}
      error={problemOf(problems, name)}
    />
  );
}

function When({ today, values, problems }: PartProps & { today: string }) {
  const { when, on } = dayAnswer(values, today);
  const late = problemOf(problems, 'lateReason');
  return (
    <>
      <Picks
        name="when"
        label="When was it given?"
        look="lines"
        value={when}
        error={problemOf(problems, 'when')}
        picks={[
          { value: 'today', label: 'Today', aside: shortDayWords(today) },
          { value: 'yesterday', label: 'Yesterday', aside: shortDayWords(dayBefore(today)) },
          { value: 'other', label: 'Another date', reveal: <DateBoxes name="on" value={on} /> },
        ]}
      />
      <input type="hidden" name="asOf" value={today} />
      {(late || answerOf(values, 'lateReason')) && (
        <Area
          name="lateReason"
          label="Why is it late?"
          hint="No names. Up to 200 letters."
          maxLength={200}
          value={answerOf(values, 'lateReason')}
          error={late}
        />
      )}
    </>
  );
}

function Note({ values, problems }: PartProps) {
  const warned = problems.some((problem) => problem.message.includes('may contain a name'));
  return (
    <>
      <Area
        name="note"
        label="Note (no names)"
        hint="Use the code, not the name. Up to 200 letters."
        maxLength={200}
        value={answerOf(values, 'note')}
        error={problemOf(problems, 'note')}
      />
      {(warned || answerOf(values, 'noteChecked')) && (
        <Picks
          type="checkbox"
          name="noteChecked"
          label="Is there a name in what you wrote?"
          look="lines"
          value={answerOf(values, 'noteChecked')}
          picks={[{ value: 'yes', label: 'No. These words are not a name' }]}
        />
      )}
    </>
  );
}

/** The rule speaks of the quantity; the box it means is the chosen item's. */
function atItsField(problem: Problem, values: EntryValues): Problem {
  const chosen = answerOf(values, 'planItemId');
  return problem.field === 'quantity' && chosen ? { ...problem, field: amountField(chosen) } : problem;
}
