import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { NotFound } from '~/access/refusal';
import { agreeToParty } from '~/domain/parties/agree-to-party.server';
import { findParties } from '~/domain/parties/find-parties.server';
import { PARTY_WORDS } from '~/domain/parties/party';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { keyOnly as form, numbered as params } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';

export const meta: MetaFunction = () => [{ title: 'Agree to a party – Tutela' }];

export const loader = guardLoader({ permission: 'party.agree', params }, ({ actor, params: { id }, tx, now, leadTo }) =>
  tx(async (q) => {
    const found = (await findParties(q)).find((party) => party.id === Number(id));
    if (!found) throw new NotFound();
    if (found.name === null || found.agreedBy !== null) leadTo(paths.parties());
    return {
      name: found.name ?? '',
      kind: PARTY_WORDS[found.kind].toLowerCase(),
      case: found.case,
      by: found.recordedBy,
      frame: await frameOf(q, actor, now, paths.trusts()),
      key: randomUUID(),
    };
  }),
);

export const action = guardAction(
  { permission: 'party.agree', stepUp: true, params, form },
  async ({ actor, params: { id }, form: { key }, tx }) => {
    await tx((q) => agreeToParty(q, actor, { key, party: Number(id) }));
    return redirect(paths.parties());
  },
);

export default function Agreement() {
  const { name, kind, by, frame, key, ...party } = useLoaderData<typeof loader>();
  const problems = useActionData<typeof action>()?.problems ?? [];
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.trusts(), label: 'Trusts' },
          { href: paths.parties(), label: 'Parties' },
          { label: 'Agree' },
        ]}
        title={`Is ${name} a party to ${party.case}?`}
        lead={`${by} recorded it: ${kind}. If you agree, ${name} sees nothing of the case from the next page on, has no duty for its children, and what they approved counts no more. It is not taken back.`}
      />
      <Folio>
        <Section id="agree" question="Do you know it from the court’s papers?" decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>
            <p>
              <Button>Agree</Button>
            </p>
          </Form>
        </Section>
      </Folio>
    </Frame>
  );
}
