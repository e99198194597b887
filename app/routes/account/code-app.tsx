import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { enrolCodeApp, offerCodeApp } from '~/http/sign-in/code-app.server';
import { fromOf, tryStep } from '~/http/sign-in/tries.server';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { accountFrame } from './parts/account-frame.server';

export const meta: MetaFunction = () => [{ title: 'Add a code app – Tutela' }];

const spec = { permission: 'account.keep', also: 'enrolment', stepUp: true } as const;

export const loader = guardLoader(spec, ({ actor, session, tx, now, context }) =>
  tx(async (q) => {
    const key = await offerCodeApp(q, context.codeAppKeys, actor.personId);
    return {
      frame: await accountFrame(q, { actor, session, now }, paths.codeApp()),
      key: key.match(/.{4}/g)?.join(' ') ?? key,
      picture: `data:image/svg+xml;base64,${Buffer.from(renderSVG(addressOf(key, actor.name), { border: 2 })).toString('base64')}`,
    };
  }),
);

/** What code apps read from a picture (Google's "Key Uri Format", which all of them take). */
function addressOf(key: string, name: string): string {
  return `otpauth://totp/${encodeURIComponent(`Tutela:${name}`)}?secret=${key}&issuer=Tutela`;
}

const form = z.object({ code: z.string('Enter the code that the app shows.').trim().max(20, 'A code has 6 digits.') });

export const action = guardAction(
  { ...spec, form },
  async ({ form: { code }, actor, session, tx, request, context }) => {
    const enrolled = await tryStep(context.pool, session.token, fromOf(request, context), () =>
      tx(async (q) => {
        if (!(await enrolCodeApp(q, context.codeAppKeys, actor.personId, code))) return undefined;
        await recordAuditEvent(q, { action: 'code-app.enrolled', recordType: 'factor', recordRef: 'code app' });
        return true;
      }),
    );
    if (!enrolled) throw new Refusal('code-app.refused', 'That code is not right. Enter the newest one.', 'code');
    return redirect(paths.recoveryCodes());
  },
);

export default function CodeApp() {
  const { frame, key, picture } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame {...frame}>
      <PageHead
        title="Add a code app"
        crumbs={[{ href: paths.account(), label: 'How you sign in' }, { label: 'Code app' }]}
      />
      <Folio>
        <Section id="scan" question="1. Let the app read this" meta="Any app for codes of six digits will do.">
          <p>
            <img src={picture} alt="The key, for the app’s camera" width={220} height={220} />
          </p>
          <p>
            Or type the key: <span className="id">{key}</span>
          </p>
        </Section>
        <Section id="show" question="2. Enter what it shows" decision>
          <ErrorSummary problems={refused?.problems ?? []} level={3} />
          <Form>
            <TextInput
              name="code"
              label="Code from your app"
              hint="6 digits, spaces are fine."
              kind="num"
              width={8}
              inputMode="numeric"
              autoComplete="one-time-code"
              error={problemOf(refused?.problems, 'code')}
            />
            <p>
              <Button>Add this code app</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
