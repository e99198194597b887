import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { findOwnSessions, type OwnSession } from '~/http/sign-in/own-sessions.server';
import { Button } from '~/ui/button';
import { momentWords } from '~/ui/day-words';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { Plate } from '~/ui/plate';
import { PostLink } from '~/ui/post-link';
import { Queue } from '~/ui/queue';
import { accountFrame } from './parts/account-frame.server';

export const meta: MetaFunction = () => [{ title: 'Your devices and sessions – Tutela' }];

const FACTORS: Record<OwnSession['factor'], string> = {
  password: 'password',
  passkey: 'passkey',
  code: 'code from an app',
  recovery_code: 'recovery code',
  sign_on: 'your organisation’s sign-on',
  command: 'command line',
};

export const loader = guardLoader({ permission: 'account.keep' }, ({ actor, session, tx, now, inWorld }) =>
  tx(async (q) => ({
    frame: await accountFrame(q, { actor, session, now }, paths.sessions()),
    sessions: (await findOwnSessions(q)).map((one) => ({
      id: one.id,
      isThis: one.isThis,
      device: one.device || 'A device without a name',
      factor: FACTORS[one.factor],
      began: momentWords(inWorld(one.createdAt)),
      seen: momentWords(inWorld(one.lastSeenAt)),
    })),
  })),
);

type Row = ReturnType<typeof useLoaderData<typeof loader>>['sessions'][number];

export default function Sessions() {
  const { frame, sessions } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame}>
      <PageHead
        title="Your devices and sessions"
        crumbs={[{ href: paths.account(), label: 'How you sign in' }, { label: 'Sessions' }]}
        line="A session that you end is over at once. Of a device these words are kept, and the network address each act came from, which an auditor sees."
      />
      <Plate>
        <Queue<Row>
          caption="Where you are signed in"
          rows={sessions}
          rowKey={(row) => row.id}
          columns={[
            { head: 'Device', kind: 'head', wide: true, order: 1, cell: (row) => row.device },
            { head: 'Shown last', said: true, wide: true, cell: (row) => row.factor },
            { head: 'Since', said: true, wide: true, cell: (row) => row.began },
            { head: 'Last used', said: true, wide: true, cell: (row) => row.seen },
            { head: 'End it', wide: true, cell: (row) => <EndIt row={row} /> },
          ]}
        />
      </Plate>
      {sessions.length > 1 && (
        <Form action={paths.otherSessionsEnd()}>
          <p className="mt">
            <Button kind="second">End all other sessions</Button>
          </p>
        </Form>
      )}
    </Frame>
  );
}

function EndIt({ row }: { row: Row }) {
  if (row.isThis) return <>This session</>;
  return (
    <PostLink action={paths.sessionEnd(row.id)}>
      End<span className="vh"> the session of {row.device}</span>
    </PostLink>
  );
}
