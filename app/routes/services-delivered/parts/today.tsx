import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { Empty } from '~/ui/empty';
import { FieldFrame } from '~/ui/field-frame';
import { CodeLine, Lines, Thumb } from '~/ui/field-lines';
import { leftWords } from './child-plan';
import { fieldNav } from './field-nav';
import { SentBack } from './sent-back';
import type { TodayData } from './today.server';

/** The caseworker's home: what was logged, what the plans have left, and the one thing to do. */
export function Today({ data: { day, sentBack, logged, plans } }: { data: TodayData }) {
  return (
    <FieldFrame nav={fieldNav(paths.home())} title={`Today, ${day}`} titleHidden tall>
      <SentBack entries={sentBack} />
      <section aria-labelledby="logged">
        <h2 id="logged">Logged lately</h2>
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
      <section aria-labelledby="left">
        <h2 id="left">Left in the plans</h2>
        {plans.length === 0 ? (
          <Empty why="No child is assigned to you." next="Ask your supervisor." />
        ) : (
          <Lines>
            {plans.map((plan) => (
              <CodeLine
                key={plan.code}
                code={plan.code}
                href={paths.newServiceDelivered(plan.code)}
                detail={leftWords(plan.items)}
              />
            ))}
          </Lines>
        )}
      </section>
      {plans.length > 0 && (
        <Thumb>
          <ButtonLink big href={paths.newServiceDelivered()}>
            Log a service
          </ButtonLink>
        </Thumb>
      )}
    </FieldFrame>
  );
}
