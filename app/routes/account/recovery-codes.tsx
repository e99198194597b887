import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { recordAuditEvent } from '~/domain/audit/record-audit-event.server';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { renewRecoveryCodes } from '~/http/sign-in/own-factors.server';
import { waysOf } from '~/http/sign-in/pass-step.server';
import { Button } from '~/ui/button';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { PlainList } from '~/ui/plain-list';
import { accountFrame } from './parts/account-frame.server';

export const meta: MetaFunction = () => [{ title: 'Recovery codes – Tutela' }];

export const loader = guardLoader({ permission: 'account.keep' }, async ({ actor, session, tx, now, context }) => ({
  left: (await waysOf(context, session)).recoveryCodes,
  frame: await tx((q) => accountFrame(q, { actor, session, now }, paths.recoveryCodes())),
}));

export const action = guardAction({ permission: 'account.keep', stepUp: true, form: z.object({}) }, async ({ tx }) => ({
  codes: await tx(async (q) => {
    const made = await renewRecoveryCodes(q);
    await recordAuditEvent(q, {
      action: 'recovery-codes.renewed',
      recordType: 'factor',
      recordRef: 'recovery codes',
    });
    return made;
  }),
}));

export default function RecoveryCodes() {
  const { frame, left } = useLoaderData<typeof loader>();
  const made = useActionData<typeof action>();
  const codes = made && 'codes' in made ? made.codes : null;
  return (
    <Frame {...frame}>
      <PageHead
        title="Recovery codes"
        crumbs={[{ href: paths.account(), label: 'How you sign in' }, { label: 'Recovery codes' }]}
        lead={
          codes
            ? 'Write these down or print them now. They are not shown again. Each lets you in once instead of your device.'
            : 'For the day your device is lost or broken: ten codes, each good once.'
        }
      />
      <Folio>
        <Section id="codes" question={codes ? 'Your codes' : 'Make them'}>
          {codes ? (
            <>
              <PlainList
                items={codes.map((code) => ({ key: code, content: <span className="num id">{code}</span> }))}
              />
              <p>
                <a href={paths.account()}>I have kept them</a>
              </p>
            </>
          ) : (
            <>
              <p>{left > 0 ? `You have ${left} left. New ones take their place.` : 'You have none yet.'}</p>
              <Form>
                <p>
                  <Button>Make ten recovery codes</Button>
                </p>
              </Form>
            </>
          )}
        </Section>
      </Folio>
    </Frame>
  );
}
