import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { agreeToReopen } from '~/domain/periods/agree-to-reopen.server';
import { getPeriod } from '~/domain/periods/find-periods.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { dayWords } from '~/ui/day-words';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { Quote } from '~/ui/quote';
import { frameOf } from '../parts/frame.server';
import { PeriodHead, WhatWasClosed } from './parts/period-head';
import { periodView } from './parts/periods-data.server';

const params = z.object({ id: z.string().regex(/^\d{1,15}$/) });

export const meta: MetaFunction = () => [{ title: 'Agree to reopen a period – Tutela' }];

export const loader = guardLoader(
  { permission: 'period.close', params },
  ({ actor, params: { id }, tx, now, inWorld }) =>
    tx(async (q) => ({
      period: periodView(await getPeriod(q, Number(id)), actor, inWorld),
      frame: await frameOf(q, actor, now, paths.trusts()),
      key: randomUUID(),
    })),
);

const form = z.object({ key: z.uuid('Open the page anew and send it again.') });

export const action = guardAction(
  { permission: 'period.close', params, form },
  async ({ actor, params: { id }, form: { key }, tx }) => {
    const { trust } = await tx((q) => agreeToReopen(q, actor, { key, close: Number(id) }));
    return redirect(paths.periods(trust));
  },
);

export default function Agreement() {
  const { period, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame {...frame}>
      <PeriodHead period={period} title="Agree to reopen" crumb="Agreement" />
      <Folio>
        <WhatWasClosed period={period} />
        {period.asked && period.reason && (
          <Section id="asked" question="Who asks, and why">
            <Quote text={period.reason} by={period.asked} />
          </Section>
        )}
        <Section id="agree" question="Your agreement" decision={period.step === 'agree'}>
          {period.step === 'agree' ? (
            <>
              <ErrorSummary problems={refused?.problems ?? []} level={3} />
              <Form formKey={key}>
                <p className="lead">
                  {dayWords(period.fromOn)} to {dayWords(period.throughOn)} is open again from then on, and entries may
                  bear its days until it is closed anew.
                </p>
                <p>
                  <Button>Reopen the period</Button>
                </p>
              </Form>
            </>
          ) : (
            <p className="lead">{NOT_TO_AGREE[period.step ?? 'never']}</p>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}

const NOT_TO_AGREE = {
  ask: 'Nobody has asked for this reopening yet.',
  wait: 'You asked for this reopening, so another person agrees to it.',
  never: 'Only the last close can be taken back, once, and none that is accounted for to the court.',
} as const;
