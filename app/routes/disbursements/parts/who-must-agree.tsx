import { Checks } from '~/ui/checks';
import { Section } from '~/ui/folio';
import type { ReviewData } from './review-data.server';

const WORDS = {
  approve: 'approved',
  ask_for_changes: 'asked for changes',
  reject: 'rejected',
  step_aside: 'stepped aside',
} as const;
const STATUS = { approve: 'approved', ask_for_changes: 'changes', reject: 'rejected', step_aside: 'voided' } as const;

/** Who must agree: the rule, its version, and what triggered it, beside the people. */
export function WhoMustAgree({ data }: { data: ReviewData }) {
  const { agree } = data;
  return (
    <Section id="agree" question="Who must agree?">
      <p>
        {agree.required} {agree.required === 1 ? 'trustee' : 'trustees'}, because {agree.reason} (rule {agree.rule}).{' '}
        {agree.inOffice} are in office and {agree.aside} have stepped aside.
      </p>
      <Checks
        checks={agree.people.map((person) => ({
          status: person.decision
            ? STATUS[person.decision]
            : person.me && data.mayDecide && !data.askedByMe
              ? 'here'
              : 'draft',
          what: person.me ? <b>You</b> : person.name,
          source: person.decision ? `${WORDS[person.decision]} ${person.decidedAt}` : sourceOf(data, person.me),
        }))}
      />
    </Section>
  );
}

function sourceOf(data: ReviewData, me: boolean): string {
  if (data.state !== 'submitted') return 'did not decide';
  if (me && data.askedByMe) return 'asked for it, and so does not decide (rule SD-1)';
  if (me) return `would be the ${ordinal(data.agree.given + 1)}`;
  return 'may still decide';
}

export function ordinal(n: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth'][n - 1] ?? `${n}th`;
}
