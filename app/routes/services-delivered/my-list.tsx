import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { dayWords } from '~/ui/day-words';
import { Empty } from '~/ui/empty';
import { FieldFrame } from '~/ui/field-frame';
import { Lines } from '~/ui/field-lines';
import type { ChildPlan } from './parts/child-plan';
import { fieldNav } from './parts/field-nav';
import { loadWorkerList } from './parts/worker-list.server';

export const meta: MetaFunction = () => [{ title: 'My list – Field log' }];

export const loader = guardLoader({ permission: 'service-delivered.read' }, async ({ tx }) => ({
  plans: await tx(loadWorkerList),
}));

/** The worker's children by code, each with its plan. */
export default function MyList() {
  const { plans } = useLoaderData<typeof loader>();
  return (
    <FieldFrame nav={fieldNav(paths.beneficiaries())} title="My list" titleHidden>
      {plans.length === 0 && <Empty why="No child is assigned to you." next="Ask your supervisor." />}
      {plans.map((plan) => (
        <Child key={plan.code} plan={plan} />
      ))}
      <p className="under">
        <a href={paths.newBeneficiary()}>Take a child in</a>
      </p>
      <p className="under">
        <a href={paths.newIncident()}>Report an incident</a>
      </p>
    </FieldFrame>
  );
}

function Child({ plan: { code, items } }: { plan: ChildPlan }) {
  const first = items[0];
  return (
    <section aria-labelledby={code}>
      <h2 id={code}>
        <span className="code" translate="no">
          {code}
        </span>
      </h2>
      <p className="meta">{first ? `Care plan ${first.planVersion}` : 'No plan yet. Ask your supervisor.'}</p>
      <Lines>
        {items.map((item) => (
          <li key={item.id}>
            <span>
              {item.word}
              <br />
              <span className="muted">
                {item.planned} to {dayWords(item.until)}
                {item.knownAs && (
                  <>
                    <br />
                    {item.providerCode} knows this child as{' '}
                    <span className="code" translate="no">
                      {item.knownAs}
                    </span>
                  </>
                )}
              </span>
            </span>
            <span className="muted">{item.left} left</span>
          </li>
        ))}
        {first && (
          <li>
            <a href={paths.newServiceDelivered(code)}>
              Log a service<span className="vh"> for {code}</span>
            </a>
          </li>
        )}
      </Lines>
      <p className="meta">
        <a href={paths.newReveal(code)}>
          See identity details<span className="vh"> of {code}</span>
        </a>
      </p>
    </section>
  );
}
