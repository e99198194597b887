import type { ComponentProps, ReactNode } from 'react';
import { paths } from '~/http/paths';
import type { AmountText } from '~/money/amount';
import { formatWithCurrency } from '~/money/format';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import type { Problem } from '~/ui/problem';
import { Restate } from '~/ui/restate';

interface PaymentPageProps {
  frame: Omit<ComponentProps<typeof Frame>, 'children'>;
  request: {
    reference: string;
    version: number;
    code: string;
    trust: string;
    provider: string;
    amount: AmountText;
    currency: string;
  };
  crumb: string;
  /** Stands before the amount. */
  title: string;
  lead: string;
  /** What is to be known before the form. */
  before?: ReactNode;
  question: string;
  /** Why there is no form. */
  why: string | null;
  formKey: string;
  problems: readonly Problem[];
  /** The fields of the form. */
  children: ReactNode;
  button: string;
  /** What the button cannot take back. */
  after: string;
}

/** A page on which the bank's word about one request is recorded and posted: its payment, or that it came back. */
export function PaymentPage({ frame, request, crumb, title, lead, before, question, why, ...form }: PaymentPageProps) {
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.home(), label: 'Home' },
          { href: paths.disbursements(), label: 'Requests' },
          { href: paths.disbursement(request.reference), label: request.reference },
          { label: crumb },
        ]}
        code={request.code}
        beside={`Trust ${request.trust}`}
        title={
          <>
            {title} <span className="nowrap fig">{formatWithCurrency(request.amount, request.currency)}</span>
          </>
        }
        lead={lead}
      />
      <Folio>
        {before}
        <Section id="record" question={question} decision={!why}>
          {why ? (
            <p className="lead">{why}</p>
          ) : (
            <>
              <ErrorSummary problems={form.problems} level={3} />
              <Form formKey={form.formKey}>
                {form.children}
                <Restate
                  code={request.code}
                  who={request.provider}
                  record={`${request.reference}, version ${request.version}`}
                  amount={request.amount}
                  currency={request.currency}
                />
                <div className="stack-s">
                  <p>
                    <Button>{form.button}</Button>
                  </p>
                  <p className="meta">{form.after}</p>
                </div>
              </Form>
            </>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}
