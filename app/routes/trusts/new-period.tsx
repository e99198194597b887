import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { closePeriod } from '~/domain/periods/close-period.server';
import { findCloseChecks } from '~/domain/periods/find-close-checks.server';
import { getTrust } from '~/domain/trusts/get-trust.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { DateFields } from '~/ui/date-fields';
import { dayWords } from '~/ui/day-words';
import { enteredDay } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { dayBoxes, dayOf, onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { loadPeriods } from './parts/periods-data.server';
import { StandingChecks } from './parts/standing-checks';
import { trustCrumbs } from './parts/trust-frame';

const params = z.object({ code: z.string() });

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Close a period of ${code} – Tutela` }];

export const loader = guardLoader(
  { permission: 'period.close', params },
  ({ actor, params: { code }, tx, now, inWorld }) =>
    tx(async (q) => {
      const periods = await loadPeriods(q, actor, code, inWorld);
      return {
        ...periods,
        checks: periods.actingFor ? [] : await findCloseChecks(q, actor, (await getTrust(q, code)).id),
        frame: await frameOf(q, actor, now, paths.trusts()),
        key: randomUUID(),
      };
    }),
);

const form = z
  .object({ key: onceKey, ...dayBoxes('through') })
  .transform((answer, context) => ({ key: answer.key, throughOn: dayOf(answer, 'through', context) }));

export const action = guardAction(
  { permission: 'period.close', stepUp: true, params, form },
  async ({ actor, params: { code }, form: answer, tx }) => {
    await tx((q) => closePeriod(q, actor, { ...answer, trustCode: code }));
    return redirect(paths.periods(code));
  },
);

export default function NewPeriod() {
  const { code, nextFrom, openedOn, actingFor, checks, frame, key } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={trustCrumbs(code, { label: 'Periods', href: paths.periods(code) }, { label: 'Close' })}
        code={code}
        title={`Close a period of ${code}`}
        lead={`It begins on ${dayWords(nextFrom)}, ${nextFrom === openedOn ? 'with the books' : 'where the last one ended'}.`}
      />
      {actingFor ? (
        <p className="lead">
          You stand in for {actingFor}. A trustee in office closes these books: that is not handed over.
        </p>
      ) : (
        <Folio>
          <Section id="checks" question="Do the books hold together?" meta="A close asks all of this again">
            <StandingChecks checks={checks} />
          </Section>
          <Close code={code} nextFrom={nextFrom} formKey={key} />
        </Folio>
      )}
    </Frame>
  );
}

function Close({ code, nextFrom, formKey }: { code: string; nextFrom: string; formKey: string }) {
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Section id="close" question="Close it" decision>
      <ErrorSummary problems={problems} level={3} />
      <Form formKey={formKey}>
        <DateFields
          name="through"
          label="Through which day?"
          hint={`The last day of the period: ${dayWords(nextFrom)} or later, and over.`}
          value={enteredDay(refused?.values, 'through')}
          error={problemOf(problems, 'through')}
        />
        <div className="stack-s">
          <p>
            <Button>Close the books of {code}</Button>
          </p>
          <p className="meta">
            From then on no entry bears a day of this period. What is learned later is a late entry of the open period
            that names the day it concerns. Two people together can take the last close back, with a reason, until an
            accounting over it is filed.
          </p>
        </div>
      </Form>
    </Section>
  );
}
