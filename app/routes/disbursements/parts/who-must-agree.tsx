import { Checks } from '~/ui/checks';
import { Section } from '~/ui/folio';
import { Note } from '~/ui/note';
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
        {agree.inOffice} in office may decide and {agree.aside} have stepped aside.
      </p>
      {data.again && (
        <Note status="alert">
          Some approvals no longer count: who gave them decides no more, or the provider’s account changed since.{' '}
          {data.askedBy.split(',')[0]} asks for it again, and it is decided anew.
        </Note>
      )}
      <Checks
        checks={agree.people.map((person) => ({
          status: person.decision
            ? STATUS[person.decision]
            : person.mine && data.mayDecide && !data.askedByMe && !data.asOne
              ? 'here'
              : 'draft',
          what: whoOf(data, person),
          source: person.decision ? `${WORDS[person.decision]} ${person.decidedAt}` : sourceOf(data, person),
        }))}
      />
    </Section>
  );
}

type Person = ReviewData['agree']['people'][number];

function whoOf({ actingFor }: ReviewData, { me, mine, name }: Person) {
  if (me) return <b>You</b>;
  return mine && actingFor ? <b>You, for {name}</b> : name;
}

function sourceOf(data: ReviewData, { mine }: Person): string {
  if (data.state !== 'submitted') return 'did not decide';
  if (mine && data.asOne) return 'counts as one with who asked or decided (rule SD-1)';
  if (mine && data.askedByMe) return 'asked for it, and so does not decide (rule SD-1)';
  if (mine && data.mayDecide) return `would be the ${ordinal(data.agree.given + 1)}`;
  return 'may still decide';
}

export function ordinal(n: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth'][n - 1] ?? `${n}th`;
}
