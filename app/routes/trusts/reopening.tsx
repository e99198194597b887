import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { askToReopen } from '~/domain/periods/ask-to-reopen.server';
import { getPeriod } from '~/domain/periods/find-periods.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Area } from '~/ui/area';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { problemOf } from '~/ui/problem';
import { frameOf } from '../parts/frame.server';
import { PeriodHead, WhatWasClosed } from './parts/period-head';
import { periodView } from './parts/periods-data.server';

const params = z.object({ id: z.string().regex(/^\d{1,15}$/) });

export const meta: MetaFunction = () => [{ title: 'Ask to reopen a period – Tutela' }];

export const loader = guardLoader(
  { permission: 'period.close', params },
  ({ actor, params: { id }, tx, now, inWorld }) =>
    tx(async (q) => ({
      period: periodView(await getPeriod(q, Number(id)), actor, inWorld),
      frame: await frameOf(q, actor, now, paths.trusts()),
      key: randomUUID(),
    })),
);

const WHY = 'Say why, in at least ten letters.';
const form = z.object({
  key: z.uuid('Open the page anew and send it again.'),
  reason: z.string(WHY).trim().min(10, WHY).max(2000, 'The reason has at most 2,000 letters.'),
});

export const action = guardAction(
  { permission: 'period.close', params, form },
  async ({ actor, params: { id }, form: answer, tx }) => {
    const { trust } = await tx((q) => askToReopen(q, actor, { ...answer, close: Number(id) }));
    return redirect(paths.periods(trust));
  },
);

export default function Reopening() {
  const { period, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Frame {...frame}>
      <PeriodHead period={period} title="Ask to reopen" crumb="Reopening" />
      <Folio>
        <WhatWasClosed period={period} />
        <Section id="ask" question="Why?" decision={period.step === 'ask'}>
          {period.step === 'ask' ? (
            <>
              <ErrorSummary problems={problems} level={3} />
              <Form formKey={key}>
                <Area
                  name="reason"
                  label="Reason"
                  hint="What must be entered in this period, and why it came late. Use the code, not a name."
                  rows={3}
                  maxLength={2000}
                  value={typeof refused?.values.reason === 'string' ? refused.values.reason : undefined}
                  error={problemOf(problems, 'reason')}
                />
                <div className="stack-s">
                  <p>
                    <Button>Ask to reopen it</Button>
                  </p>
                  <p className="meta">
                    Another person reads the reason and agrees. Until then the period stays closed. A late entry in the
                    open period needs none of this.
                  </p>
                </div>
              </Form>
            </>
          ) : (
            <p className="lead">{NOT_TO_ASK[period.step ?? 'never']}</p>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}

const NOT_TO_ASK = {
  agree: 'This reopening is asked for already. Another person than who asked agrees to it.',
  wait: 'You asked for this reopening. Another person agrees to it.',
  never: 'Only the last close can be taken back, once, and none that is accounted for to the court.',
} as const;
