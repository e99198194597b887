import { STANDARDS } from '~/domain/disbursements/disbursement';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Picks } from '~/ui/picks';
import { type Problem, problemOf } from '~/ui/problem';
import { Restate } from '~/ui/restate';
import type { ReviewData } from './review-data.server';
import { ordinal } from './who-must-agree';

interface DecisionFormProps {
  data: ReviewData;
  formKey: string;
  problems: readonly Problem[];
  values: Record<string, string | readonly string[] | undefined>;
}

const CAPITALIZED = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The warm band: here the reader decides. No default, no key that approves, and what can be undone said below. */
export function DecisionForm({ data, formKey, problems, values }: DecisionFormProps) {
  const text = (name: string) => entered(values, name);
  const judge = data.checks.some((check) => check.outcome === 'judge');
  return (
    <Section id="your-decision" question="Your decision" decision>
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={formKey}>
        <p className="lead">{leadOf(data)}</p>
        <Answers data={data} problems={problems} values={values} />
        <Area
          name="reason"
          label="Reason"
          hint="The court can read this. Use the code, not a name."
          rows={3}
          value={text('reason')}
          error={problemOf(problems, 'reason')}
        />
        {judge && (
          <Area
            name="judgement"
            label="About the checks that need your judgement"
            hint="Say what you concluded."
            rows={3}
            value={text('judgement')}
            error={problemOf(problems, 'judgement')}
          />
        )}
        <input type="hidden" name="version" value={data.version} />
        <input type="hidden" name="requestHash" value={data.requestHash} />
        <Restate
          code={data.beneficiaryCode}
          who={data.providerCode}
          record={`${data.reference}, version ${data.version}`}
          amount={data.amount}
          currency={data.currency}
        />
        <div className="stack-s">
          <p>
            <Button>Record my decision</Button>
          </p>
          <p className="meta">
            {data.actingFor && `You decide for ${data.actingFor}; the record says so. `}You can withdraw an approval
            until the payment is recorded.{' '}
            {data.signs
              ? 'You sign it with your passkey on the next page.'
              : 'You have no passkey, so it is recorded without a signature.'}
          </p>
        </div>
      </Form>
    </Section>
  );
}

function Answers({ data, problems, values }: Omit<DecisionFormProps, 'formKey'>) {
  const text = (name: string) => entered(values, name);
  return (
    <>
      <Picks
        name="decision"
        label="What do you decide?"
        error={problemOf(problems, 'decision')}
        value={text('decision')}
        picks={[
          { value: 'approve', label: 'Approve' },
          {
            value: 'ask_for_changes',
            label: 'Ask for changes',
            hint: `It goes back to ${data.askedBy.split(',')[0]}. A changed request needs new decisions.`,
          },
          {
            value: 'reject',
            label: 'Reject',
            hint: 'It ends here. The other trustees and the person who asked see your reason.',
          },
          {
            value: 'step_aside',
            label: 'I have a conflict: step aside',
            hint: 'Another trustee is asked in your place.',
          },
        ]}
      />
      <Picks
        type="checkbox"
        look="row"
        name="standards"
        label="Which standard does it meet?"
        hint={`Choose at least one to approve. Trust ${data.trustCode}, section ${data.instrumentSection}.`}
        error={problemOf(problems, 'standards')}
        value={values.standards}
        picks={STANDARDS.map((standard) => ({ value: standard, label: CAPITALIZED(standard) }))}
      />
      <Picks
        look="row"
        name="otherResources"
        label="Did you consider other resources?"
        error={problemOf(problems, 'otherResources')}
        value={text('otherResources')}
        picks={[
          { value: 'considered', label: 'Yes, considered' },
          { value: 'none_exist', label: 'None exist' },
        ]}
      />
    </>
  );
}

function leadOf({ agree }: ReviewData): string {
  const next = agree.given + 1;
  if (next >= agree.required)
    return `You are the ${ordinal(next)} of ${agree.required}. If you approve, the payment can be made.`;
  return `You are the ${ordinal(next)} of ${agree.required}. If you approve, ${agree.required - next} more must agree.`;
}
