import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { sessionCookie } from '~/http/session.server';
import { changePassword } from '~/http/sign-in/change-password.server';
import { fromOf } from '~/http/sign-in/tries.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { accountFrame } from './parts/account-frame.server';

export const meta: MetaFunction = () => [{ title: 'Change your password – Tutela' }];

const spec = { permission: 'account.keep', stepUp: true } as const;

export const loader = guardLoader(spec, async ({ actor, session, tx, now }) => ({
  frame: await tx((q) => accountFrame(q, { actor, session, now }, paths.password())),
}));

const password = (missing: string) =>
  z.string(missing).min(1, missing).max(1024, 'A password has at most 128 characters.');
const form = z.object({
  'current-password': password('Enter the password you have now.'),
  'new-password': password('Enter the new password.'),
  'new-password-again': password('Enter the new password again.'),
});

export const action = guardAction({ ...spec, form }, async ({ form: given, session, tx, request, context }) => {
  const next = given['new-password'];
  if (next !== given['new-password-again'])
    throw new Refusal(
      'password.differs',
      'This differs from the new password above. Type both again.',
      'new-password-again',
    );
  const from = fromOf(request, context);
  const token = await changePassword(
    context,
    session,
    tx,
    { current: given['current-password'], next, from },
    (q, ended) =>
      recordAuditEvent(q, {
        action: 'password.changed',
        recordType: 'factor',
        recordRef: 'password',
        facts: { ended: String(ended) },
      }),
  );
  return redirect(paths.account(), { headers: { 'Set-Cookie': sessionCookie(token, context.publicOrigin) } });
});

export default function Password() {
  const { frame } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        title="Change your password"
        crumbs={[{ href: paths.account(), label: 'How you sign in' }, { label: 'Password' }]}
        lead="Wherever else you are signed in, you are signed out. Here you stay."
      />
      <Folio>
        <Section id="change" question="Which one from now on?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form>
            <TextInput
              name="current-password"
              label="The password you have now"
              type="password"
              autoComplete="current-password"
              error={problemOf(problems, 'current-password')}
            />
            <TextInput
              name="new-password"
              label="New password"
              hint="At least 15 characters. A short sentence that only you would write is a good one."
              type="password"
              autoComplete="new-password"
              error={problemOf(problems, 'new-password')}
            />
            <TextInput
              name="new-password-again"
              label="New password, again"
              type="password"
              autoComplete="new-password"
              error={problemOf(problems, 'new-password-again')}
            />
            <p>
              <Button>Change the password</Button>
            </p>
          </Form>
          <p>
            <a href={paths.account()}>Keep the one you have</a>
          </p>
        </Section>
      </Folio>
    </Frame>
  );
}
