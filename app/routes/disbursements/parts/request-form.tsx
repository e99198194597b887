import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { CodeChip } from '~/ui/code-chip';
import { Empty } from '~/ui/empty';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { MoneyInput } from '~/ui/money-input';
import { Picks } from '~/ui/picks';
import { PlainList } from '~/ui/plain-list';
import { type Problem, problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { CashByChild } from '../../parts/cash-by-child';
import type { CashFigures } from '../../parts/cash-figures';

interface Chosen {
  code: string;
  currency: string;
  cash: (CashFigures & { code: string })[];
  services: { reference: string; code: string; what: string; on: string; price: string }[];
}

export function ChooseTrust({ trusts }: { trusts: readonly string[] }) {
  return (
    <Folio>
      <Section id="trust" question="From which trust?">
        <PlainList
          items={trusts.map((code) => ({
            key: code,
            content: <a href={`${paths.newDisbursement()}?trust=${code}`}>Trust {code}</a>,
          }))}
        />
      </Section>
    </Folio>
  );
}

interface RequestFormProps {
  chosen: Chosen;
  formKey: string;
  problems: readonly Problem[];
  values: Record<string, string | readonly string[] | undefined>;
}

/** What is paid for, how much, and on which invoice. The purpose is written from the services, so that no name gets in. */
export function RequestForm({ chosen, formKey, problems, values }: RequestFormProps) {
  const text = (name: string) => entered(values, name);
  return (
    <Folio>
      <Section id="available" question="What is available?" meta={`Each child’s own cash, ${chosen.currency}`}>
        <CashByChild cash={chosen.cash} currency={chosen.currency} />
      </Section>
      <Section id="ask" question="What is asked?" decision={chosen.services.length > 0}>
        {chosen.services.length === 0 ? (
          <Empty why="No service of this trust waits to be paid." next="When a caseworker logs one, it stands here." />
        ) : (
          <>
            <ErrorSummary problems={problems} level={3} />
            <Form formKey={formKey}>
              <Picks
                type="checkbox"
                name="services"
                label="Which services does it pay for?"
                hint="One beneficiary, one provider and one kind of service to a request."
                error={problemOf(problems, 'services')}
                value={values.services}
                picks={chosen.services.map((service) => ({
                  value: service.reference,
                  label: (
                    <>
                      <CodeChip code={service.code} /> {service.what}
                    </>
                  ),
                  hint: `${service.on}, ${service.reference}`,
                  aside: service.price,
                }))}
              />
              <MoneyInput
                name="amount"
                label={`Amount, ${chosen.currency}`}
                hint="As the invoice says. A price over the plan’s is shown to the trustees."
                value={text('amount')}
                error={problemOf(problems, 'amount')}
              />
              <TextInput
                name="invoice"
                label="Invoice number"
                kind="id"
                width={12}
                value={text('invoice')}
                error={problemOf(problems, 'invoice')}
                autoComplete="off"
              />
              <input type="hidden" name="trust" value={chosen.code} />
              <div className="stack-s">
                <p>
                  <Button>Ask for this payment</Button>
                </p>
                <p className="meta">
                  You can change it until it is decided. You cannot decide on it yourself (rule SD-1).
                </p>
              </div>
            </Form>
          </>
        )}
      </Section>
    </Folio>
  );
}
