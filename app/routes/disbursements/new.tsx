import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requestDisbursement } from '~/domain/disbursements/request-disbursement.server';
import { findUnpaidServices } from '~/domain/services-delivered/find-services.server';
import { quantityWords, serviceWord } from '~/domain/services-delivered/service-words';
import { findTrusts } from '~/domain/trusts/find-trusts.server';
import { readSubaccounts, readTrust } from '~/domain/trusts/get-trust.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { toText } from '~/money/amount';
import { formatWithCurrency } from '~/money/format';
import { dayWords } from '~/ui/day-words';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { cashOf } from '../parts/cash-figures';
import { cents, onceKey, reference } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { ChooseTrust, RequestForm } from './parts/request-form';

const query = z.object({ trust: z.string().optional() });

export const meta: MetaFunction = () => [{ title: 'Request a payment – Tutela' }];

export const loader = guardLoader(
  { permission: 'disbursement.request', query },
  ({ actor, query: { trust: code }, tx, now }) =>
    tx(async (q) => {
      const frame = await frameOf(q, actor, now, paths.disbursements());
      const trusts = (await findTrusts(q)).map((trust) => trust.code);
      if (!code) return { frame, trusts, chosen: null, key: randomUUID() };
      const trust = await readTrust(q, code);
      const services = await findUnpaidServices(q, trust.id);
      const subaccounts = await readSubaccounts(q, trust.id);
      return {
        frame,
        trusts,
        key: randomUUID(),
        chosen: {
          code: trust.code,
          currency: trust.baseCurrency,
          cash: subaccounts.map((item) => ({ code: item.beneficiaryCode, ...cashOf([item]) })),
          services: services.map((service) => ({
            reference: service.reference,
            code: service.beneficiaryCode,
            what: `${serviceWord(service.service)}, ${quantityWords(service.quantity, service.unit)}, ${service.providerCode}`,
            on: dayWords(service.occurredOn),
            price:
              service.unitPrice && service.currency
                ? formatWithCurrency(toText(service.unitPrice.times(service.quantity)), service.currency)
                : 'no agreed price',
          })),
        },
      };
    }),
);

const form = z.object({
  key: onceKey,
  trust: z.string('Choose a trust.'),
  services: z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(z.string().max(40, 'That is not a service.')).min(1, 'Choose at least one service to pay for.'),
  ),
  amount: cents,
  invoice: reference('Enter the invoice’s number.'),
});

export const action = guardAction(
  { permission: 'disbursement.request', query, form },
  async ({ actor, form: { trust, ...answer }, tx, now }) => {
    const { reference: ref } = await tx((q) =>
      requestDisbursement(q, actor, { ...answer, trustCode: trust }, booksDay(now)),
    );
    return redirect(`${paths.disbursement(ref)}?recorded=request`);
  },
);

export default function NewDisbursement() {
  const { frame, trusts, chosen, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.home(), label: 'Home' },
          { href: paths.disbursements(), label: 'Requests' },
          { label: 'New' },
        ]}
        title="Request a payment"
        lead={
          chosen
            ? `From trust ${chosen.code}, for services that were given. The trustees decide.`
            : 'For services that were given. First, from which trust?'
        }
      />
      {chosen ? (
        <RequestForm chosen={chosen} formKey={key} problems={refused?.problems ?? []} values={refused?.values ?? {}} />
      ) : (
        <ChooseTrust trusts={trusts} />
      )}
    </Frame>
  );
}
