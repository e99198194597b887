import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getBeneficiary } from '~/domain/beneficiaries/get-beneficiary.server';
import { findSecondPeople } from '~/domain/reveals/find-reveals.server';
import { requestReveal } from '~/domain/reveals/request-reveal.server';
import { ITEMS, PURPOSES } from '~/domain/reveals/reveal';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { onceKey } from '../parts/form-fields';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { RevealForm } from './parts/reveal-form';

const params = z.object({ code: z.string().max(40) });

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `See identity details – ${code}` }];

export const loader = guardLoader({ permission: 'reveal.request', params }, ({ actor, params: { code }, tx, now }) =>
  tx(async (q) => ({
    code: (await getBeneficiary(q, code)).code,
    people: (await findSecondPeople(q, code)).map(({ id, name }) => ({ value: String(id), label: name })),
    frame: await identityFrame(q, actor, now),
    key: randomUUID(),
  })),
);

const SAY_WHY = 'Say why this cannot be done with the code.';

const form = z.object({
  key: onceKey,
  path: z.enum(['agreed', 'emergency'], 'Choose how.'),
  item: z.enum(ITEMS, 'Choose what you need.'),
  purpose: z.enum(PURPOSES, 'Choose what it is for.'),
  reason: z.string(SAY_WHY).trim().min(10, SAY_WHY).max(600, 'The reason has at most 600 letters.'),
  ticket: z.string().trim().max(40, 'An order or ticket has at most 40 letters.').default(''),
  askedOf: z
    .string()
    .default('')
    .transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : null)),
});

export const action = guardAction(
  { permission: 'reveal.request', params, form },
  async ({ actor, params: { code }, form: answer, tx }) => {
    const { reference } = await tx((q) => requestReveal(q, actor, { ...answer, code }));
    return redirect(answer.path === 'emergency' ? paths.revealOpening(reference) : paths.reveal(reference));
  },
);

export default function NewReveal() {
  const { code, people, frame, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <IdentityFrame
      frame={frame}
      title="See identity details"
      crumb={code}
      code={code}
      lead="Most tasks do not need this."
      question="What do you need, and why?"
      meta="After agreement: only the item asked for, for 10 minutes, with your name across it. Logged for the auditor."
      decision
      back={paths.beneficiaries()}
    >
      <RevealForm
        people={people}
        formKey={key}
        desk={frame !== null}
        problems={refused?.problems ?? []}
        values={refused?.values ?? {}}
      />
    </IdentityFrame>
  );
}
