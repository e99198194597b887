import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { findActingFor } from '~/domain/delegations/find-acting-for.server';
import { readDisbursement } from '~/domain/disbursements/get-disbursement.server';
import { askForSignature } from '~/domain/disbursements/sign-approval.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { toText } from '~/money/amount';
import { Button } from '~/ui/button';
import { PasskeyForm } from '~/ui/passkey-form';
import { Restate } from '~/ui/restate';
import { SmallPage } from '~/ui/small-page';
import { type Relayed, RelayedFields, relayedFrom } from '../parts/relayed';

const params = z.object({ ref: z.string() });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Sign your approval of ${ref} – Tutela` }];

/** What is signed is read from the record, never from the form that was sent. */
export const loader = guardLoader(
  { permission: 'disbursement.approve', params },
  ({ actor, params: { ref }, tx, context }) =>
    tx(async (q) => {
      const request = await readDisbursement(q, ref);
      const asked = await askForSignature(q, actor, request);
      if (!asked) throw redirect(paths.approval(ref));
      return {
        request: {
          reference: request.reference,
          version: request.version,
          code: request.beneficiaryCode,
          provider: request.providerCode,
          amount: toText(request.amount),
          currency: request.currency,
        },
        actingFor: (await findActingFor(q, request.trustId))?.name ?? null,
        nonce: asked.nonce,
        options: {
          challenge: asked.challenge,
          rpId: new URL(context.publicOrigin).hostname,
          allowCredentials: asked.credentialIds.map((id) => ({ id, type: 'public-key' })),
          userVerification: 'required',
        },
      };
    }),
);

/** The decision comes here when all but its signature is right; its fields stay in the page. */
export const action = guardAction(
  { permission: 'disbursement.approve', params, form: z.looseObject({}) },
  async ({ form }) => ({ relayed: relayedFrom(form) }),
);

export default function ApprovalSignature() {
  const { request, actingFor, nonce, options } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const relayed = sent && 'relayed' in sent ? sent.relayed : [];
  return (
    <SmallPage title="Sign your approval">
      <p className="lead">
        Your passkey signs exactly this{actingFor && `, and that you approve it for ${actingFor}`}. Whoever checks it
        later needs to trust nobody’s word for it.
      </p>
      <Signing request={request} options={options} nonce={nonce} relayed={relayed} />
      <ul className="plainlist more">
        <li>
          <a href={paths.approval(request.reference)}>Back to the request</a>
        </li>
      </ul>
    </SmallPage>
  );
}

interface SigningProps {
  request: ReturnType<typeof useLoaderData<typeof loader>>['request'];
  options: object;
  nonce: string;
  relayed: Relayed;
}

function Signing({ request, options, nonce, relayed }: SigningProps) {
  return (
    <PasskeyForm ceremony="get" options={options} name="signature" action={paths.approval(request.reference)}>
      <Restate
        code={request.code}
        who={request.provider}
        record={`${request.reference}, version ${request.version}`}
        amount={request.amount}
        currency={request.currency}
      />
      <RelayedFields relayed={relayed} />
      <input type="hidden" name="nonce" value={nonce} />
      <p>
        <Button>Sign and record my approval</Button>
      </p>
    </PasskeyForm>
  );
}
