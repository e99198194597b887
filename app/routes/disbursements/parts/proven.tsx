import { paths } from '~/http/paths';
import { formatWithCurrency } from '~/money/format';
import { Chain, type Link } from '~/ui/chain';
import { Section } from '~/ui/folio';
import { PlainList } from '~/ui/plain-list';
import type { ReviewData } from './review-data.server';

/** Is it proven? Plan, services, invoice, request, bank, ledger. */
export function Proven({ data }: { data: ReviewData }) {
  const { proof } = data;
  const count = proof.services.length;
  const links: Link[] = [
    {
      state: proof.plan ? 'proven' : 'not-yet',
      title: proof.plan?.title ?? 'Plan',
      detail: proof.plan?.detail ?? 'No approved plan.',
    },
    {
      state: 'proven',
      title: count === 1 ? '1 service log' : `${count} service logs`,
      detail: `${proof.span}. ${proof.looked}.`,
    },
    { state: 'proven', title: `Invoice ${data.invoice}`, detail: `Named by ${data.askedBy.split(',')[0]}.` },
    {
      state: proof.payment ? 'proven' : 'here',
      title: 'This request',
      detail: `Version ${data.version}, ${formatWithCurrency(data.amount, data.currency)}`,
    },
    proof.payment
      ? {
          state: 'proven',
          title: 'Bank',
          detail: `${proof.payment.bank}, ${proof.payment.paidOn}${proof.returned ? '. Sent back' : ''}`,
        }
      : { state: 'not-yet', title: 'Bank', detail: 'Not paid' },
    proof.payment
      ? {
          state: 'proven',
          title: `Entry ${proof.payment.entry}`,
          href: paths.entry(proof.payment.entry),
          detail: 'Posted',
        }
      : { state: 'not-yet', title: 'Ledger', detail: 'Not posted' },
  ];
  return (
    <Section id="proof" question="Is it proven?">
      <Chain links={links} />
      <details>
        <summary>{count === 1 ? 'Show the service' : `Show the ${count} services`}</summary>
        <PlainList
          items={proof.services.map(({ reference, looked }) => ({
            key: reference,
            content: `${reference}. ${looked}.`,
          }))}
        />
      </details>
    </Section>
  );
}
