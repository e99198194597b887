import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { waysOf } from '~/http/sign-in/pass-step.server';
import { addPasskey, askForNewPasskey } from '~/http/sign-in/passkeys.server';
import { fromOf } from '~/http/sign-in/tries.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { PasskeyForm } from '~/ui/passkey-form';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { accountFrame } from './parts/account-frame.server';

export const meta: MetaFunction = () => [{ title: 'Add a passkey – Tutela' }];

const spec = { permission: 'account.keep', also: 'enrolment', stepUp: true } as const;

export const loader = guardLoader(spec, async ({ actor, session, tx, now, request, context }) => ({
  options: await askForNewPasskey(context, session),
  name: fromOf(request, context).words,
  frame: await tx((q) => accountFrame(q, { actor, session, now }, paths.newPasskey())),
}));

const form = z.object({
  name: z.string('Give it a name.').trim().min(1, 'Give it a name.').max(60, 'A name has at most 60 letters.'),
  credential: z.string().max(40_000).default(''),
});

export const action = guardAction({ ...spec, form }, async ({ form: given, session, tx, context }) => {
  await addPasskey(context, session, tx, given, (q, added) =>
    recordAuditEvent(q, { action: 'passkey.added', recordType: 'factor', recordRef: added.slice(0, 8) }),
  );
  const { recoveryCodes } = await waysOf(context, session);
  return redirect(recoveryCodes > 0 ? paths.account() : paths.recoveryCodes());
});

export default function NewPasskey() {
  const { frame, options, name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const given = refused?.values.name;
  return (
    <Frame {...frame}>
      <PageHead
        title="Add a passkey"
        crumbs={[{ href: paths.account(), label: 'How you sign in' }, { label: 'New passkey' }]}
        lead="It is kept by this device, or by a security key that you put in. It checks that it is you by finger, face or PIN."
      />
      <Folio>
        <Section id="add" question="Which passkey is it?" decision>
          <ErrorSummary problems={refused?.problems ?? []} level={3} />
          <PasskeyForm ceremony="create" options={options} name="credential">
            <TextInput
              name="name"
              label="Its name"
              hint="So that you know it again in the list."
              value={typeof given === 'string' ? given : name}
              error={problemOf(refused?.problems, 'name')}
              autoComplete="off"
            />
            <p>
              <Button>Add this passkey</Button>
            </p>
          </PasskeyForm>
        </Section>
      </Folio>
    </Frame>
  );
}
