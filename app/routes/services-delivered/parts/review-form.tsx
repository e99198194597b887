import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { Picks } from '~/ui/picks';
import { type Problem, problemOf } from '~/ui/problem';

interface ReviewFormProps {
  formKey: string;
  values: Record<string, string | string[]>;
  problems: readonly Problem[];
}

/** Confirm, or send back with what has to be put right. */
export function ReviewForm({ formKey, values, problems }: ReviewFormProps) {
  const warned = problems.some((problem) => problem.message.includes('may contain a name'));
  return (
    <>
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={formKey}>
        <Picks
          name="decision"
          label="Does it stand?"
          value={values.decision}
          error={problemOf(problems, 'decision')}
          picks={[
            { value: 'confirmed', label: 'Confirm it', hint: 'It was given as it is logged, as far as you can tell.' },
            {
              value: 'sent_back',
              label: 'Send it back',
              hint: 'It no longer counts as given. The caseworker reads why and logs it anew.',
            },
          ]}
        />
        <Area
          name="reason"
          label="What has to be put right"
          hint="Where you send it back. Use the code, not a name. Up to 200 letters."
          rows={2}
          maxLength={200}
          value={entered(values, 'reason')}
          error={problemOf(problems, 'reason')}
        />
        {(warned || entered(values, 'reasonChecked')) && (
          <Picks
            type="checkbox"
            name="reasonChecked"
            label="Is there a name in what you wrote?"
            value={values.reasonChecked}
            picks={[{ value: 'yes', label: 'No. These words are not a name' }]}
          />
        )}
        <p>
          <Button>Record what you say of it</Button>
        </p>
      </Form>
    </>
  );
}
