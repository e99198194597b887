import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { permits } from '~/access/actor';
import { booksDay } from '~/domain/trusts/zones';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { passwordChangedAt } from '~/http/sign-in/change-password.server';
import { findOwnPasskeys } from '~/http/sign-in/own-factors.server';
import { waysOf } from '~/http/sign-in/pass-step.server';
import { ButtonLink } from '~/ui/button';
import { shortDayWords } from '~/ui/day-words';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { PlainList } from '~/ui/plain-list';
import { PostLink } from '~/ui/post-link';
import { accountFrame } from './parts/account-frame.server';

export const meta: MetaFunction = () => [{ title: 'How you sign in – Tutela' }];

export const loader = guardLoader(
  { permission: 'account.keep', also: 'enrolment' },
  async ({ actor, session, context, tx, now, inWorld }) => {
    const ways = await waysOf(context, session);
    return tx(async (q) => ({
      frame: await accountFrame(q, { actor, session, now }, paths.account()),
      mayDelegate: permits(actor, 'delegation.read'),
      mustEnrol: session.awaits === 'enrolment',
      passwordChanged: changedWords(await passwordChangedAt(q), inWorld),
      codeApp: ways.codeApp,
      recoveryCodes: ways.recoveryCodes,
      passkeys: (await findOwnPasskeys(q)).map((one) => ({
        id: one.id,
        name: one.name,
        used: one.lastUsedAt
          ? `last used ${shortDayWords(booksDay(inWorld(one.lastUsedAt)))}`
          : `added ${shortDayWords(booksDay(inWorld(one.addedAt)))}, not used yet`,
      })),
    }));
  },
);

const changedWords = (at: Date | null, inWorld: (at: Date) => Date) =>
  at ? `Last changed ${shortDayWords(booksDay(inWorld(at)))}.` : 'It is the one you were enrolled with.';

type Facts = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Account() {
  const facts = useLoaderData<typeof loader>();
  return (
    <Frame {...facts.frame}>
      <PageHead
        title="How you sign in"
        lead={
          facts.mustEnrol
            ? 'Before you go on, add a second factor: a passkey or a code app. Your password alone opens nothing here.'
            : undefined
        }
      />
      <Folio>
        <Passkeys passkeys={facts.passkeys} />
        <CodeApp codeApp={facts.codeApp} />
        {(facts.codeApp || facts.passkeys.length > 0) && <RecoveryCodes left={facts.recoveryCodes} />}
        {!facts.mustEnrol && <Password changed={facts.passwordChanged} />}
        {facts.mustEnrol && (
          <Section id="later" question="Not now?">
            <PostLink action={paths.signOut()}>Sign out</PostLink>
          </Section>
        )}
        {!facts.mustEnrol && (
          <Section id="devices" question="Where are you signed in?">
            <p>
              <a href={paths.sessions()}>Your devices and sessions</a>
            </p>
          </Section>
        )}
        {!facts.mustEnrol && (
          <Section id="see" question="What may you see?">
            <p>
              <a href={paths.roleHelp()}>What each role can see</a>
            </p>
            {facts.mayDelegate && (
              <p>
                <a href={paths.delegations()}>Who stands in for whom</a>
              </p>
            )}
          </Section>
        )}
      </Folio>
    </Frame>
  );
}

function Passkeys({ passkeys }: Pick<Facts, 'passkeys'>) {
  return (
    <Section
      id="passkeys"
      question="Passkeys"
      meta="A key on your phone, computer or security key. Nobody can guess it."
    >
      {passkeys.length === 0 ? (
        <p className="lead">You have no passkey.</p>
      ) : (
        <PlainList
          items={passkeys.map((one) => ({
            key: one.id,
            content: (
              <span className="row">
                <span>
                  {one.name}, <span className="muted">{one.used}</span>
                </span>
                <span className="push">
                  <a href={paths.passkeyRemoval(one.id)}>
                    Remove<span className="vh"> the passkey {one.name}</span>
                  </a>
                </span>
              </span>
            ),
          }))}
        />
      )}
      <p>
        <ButtonLink kind="second" href={paths.newPasskey()}>
          Add a passkey
        </ButtonLink>
      </p>
    </Section>
  );
}

function CodeApp({ codeApp }: Pick<Facts, 'codeApp'>) {
  return (
    <Section id="code-app" question="Code app" meta="An app on your phone that shows six digits, new every 30 seconds.">
      <p className="lead">{codeApp ? 'A code app is enrolled.' : 'No code app is enrolled.'}</p>
      {codeApp && (
        <p>
          <a href={paths.codeAppRemoval()}>Remove the code app</a>
        </p>
      )}
      <p>
        <ButtonLink kind="second" href={paths.codeApp()}>
          {codeApp ? 'Enrol another in its place' : 'Add a code app'}
        </ButtonLink>
      </p>
    </Section>
  );
}

function Password({ changed }: { changed: string }) {
  return (
    <Section id="password" question="Password">
      <p className="lead">{changed}</p>
      <p>
        <a href={paths.password()}>Change your password</a>
      </p>
    </Section>
  );
}

function RecoveryCodes({ left }: { left: number }) {
  return (
    <Section id="recovery" question="Recovery codes" meta="For the day your device is lost. Each is good once.">
      <p className="lead">{left === 0 ? 'You have none.' : `${left} left.`}</p>
      <p>
        <a href={paths.recoveryCodes()}>{left === 0 ? 'Make ten recovery codes' : 'Make ten new ones'}</a>
      </p>
    </Section>
  );
}
