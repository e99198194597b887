import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { takeInChildren } from '~/domain/beneficiaries/take-in-children.server';
import { dayFromText } from '~/domain/trusts/legal-day';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { FieldFrame } from '~/ui/field-frame';
import { Form } from '~/ui/form';
import { onceKey } from '../parts/form-fields';
import { IdentityFields } from './parts/identity-fields';

export const meta: MetaFunction = () => [{ title: 'Take a child in – Field log' }];

export const loader = guardLoader({ permission: 'beneficiary.take-in' }, async () => ({ key: randomUUID() }));

const line = (longest: string) => z.string().trim().max(400, longest);
const optional = (longest: string) =>
  line(longest)
    .transform((text) => text || undefined)
    .optional();
const BIRTH_DATE = 'Write the birth date as a day, like 2012-03-04 or Mar 4, 2012.';

const form = z.object({
  key: onceKey,
  name: line('A name has at most 400 letters.').min(1, 'Write the child’s name.'),
  birth_date: z
    .string(BIRTH_DATE)
    .transform((text) => dayFromText(text))
    .pipe(z.string(BIRTH_DATE)),
  address: optional('An address has at most 400 letters.'),
  contact: optional('A contact has at most 400 letters.'),
  guardian: optional('Guardians have at most 400 letters.'),
  apart: z.literal('yes').optional(),
});

const KNOWN =
  'A child with this name may be known already. Ask your supervisor. Nothing was kept; send this again only for another child.';

/** What was entered goes to the vault and to no other place; a refused form gives it back in that one answer. */
export const action = guardAction(
  { permission: 'beneficiary.take-in', form, identity: true },
  async ({ actor, form: { key, apart, ...values }, acting, context }) => {
    const children = [{ values, apart: apart === 'yes' }];
    const asked = { ...acting, key, children };
    const { codes, known } = await takeInChildren(context.vaultSocket, actor, asked);
    if (known.length > 0) throw new Refusal('intake.known', KNOWN, 'apart');
    return redirect(paths.takenIn(codes[0] ?? ''));
  },
);

export default function NewBeneficiary() {
  const { key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problems = refused?.problems ?? [];
  return (
    <FieldFrame back={paths.beneficiaries()} title="Take a child in" tall>
      <p>
        This goes into the vault and nowhere else. Afterwards the child has a code, and you work with the code. Nobody
        else should see your screen now.
      </p>
      <Form formKey={key} look="form-f">
        <ErrorSummary problems={problems} />
        <IdentityFields problems={problems} values={refused?.values ?? {}} />
        <p>
          <Button big>Take the child in</Button>
        </p>
      </Form>
    </FieldFrame>
  );
}
