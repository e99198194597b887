import type { ComponentProps, ReactNode } from 'react';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { Quote } from '~/ui/quote';
import { PeriodHead, WhatWasClosed } from './period-head';
import type { PeriodView } from './periods-data.server';

type Step = NonNullable<PeriodView['step']>;

interface ReopeningPageProps {
  data: { period: PeriodView; frame: Omit<ComponentProps<typeof Frame>, 'children'> };
  title: string;
  crumb: string;
  question: string;
  /** What may still be done where this page's form is the next thing. */
  step: Step;
  /** Why there is no form, by what may be done instead. */
  instead: Partial<Record<Step, string>>;
  children: ReactNode;
}

/** A page about taking a close back: what was closed, who asks and why, and one form or the reason that there is none. */
export function ReopeningPage({ data, title, crumb, question, step, instead, children }: ReopeningPageProps) {
  const { period, frame } = data;
  return (
    <Frame {...frame}>
      <PeriodHead period={period} title={title} crumb={crumb} />
      <Folio>
        <WhatWasClosed period={period} />
        {period.asked && period.reason && (
          <Section id="asked" question="Who asks, and why">
            <Quote text={period.reason} by={period.asked} />
          </Section>
        )}
        <Section id="step" question={question} decision={period.step === step}>
          {period.step === step ? (
            children
          ) : (
            <p className="lead">
              {(period.step && instead[period.step]) ??
                'Only the last close can be taken back, once, and none that is accounted for to the court.'}
            </p>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}
