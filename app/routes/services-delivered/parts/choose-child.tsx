import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { ErrorSummary } from '~/ui/error-summary';
import { FieldFrame } from '~/ui/field-frame';
import { Picks } from '~/ui/picks';
import { type ChildPlan, leftWords } from './child-plan';

/** For which child: asked first, and sent as an address that holds nothing but the code. */
export function ChooseChild({ plans, problem }: { plans: readonly ChildPlan[]; problem: string | undefined }) {
  return (
    <FieldFrame back={paths.home()} title="Log a service" tall>
      {plans.length === 0 ? (
        <Empty why="No child is assigned to you." next="Ask your supervisor." />
      ) : (
        <form className="form-f mt" action={paths.newServiceDelivered()} method="get">
          {problem && <ErrorSummary problems={[{ field: 'for', message: problem }]} />}
          <Picks
            name="for"
            label="For which child?"
            look="lines"
            error={problem}
            picks={plans.map((plan) => ({
              value: plan.code,
              label: (
                <span className="code" translate="no">
                  {plan.code}
                </span>
              ),
              hint: leftWords(plan.items),
            }))}
          />
          <Button big name="asked" value="yes">
            Continue
          </Button>
        </form>
      )}
    </FieldFrame>
  );
}
