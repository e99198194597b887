import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { getBeneficiary } from '~/domain/beneficiaries/get-beneficiary.server';
import { guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { FieldFrame } from '~/ui/field-frame';
import { ForWhom, Thumb } from '~/ui/field-lines';

export const meta: MetaFunction = ({ params: { code } }) => [{ title: `Taken in – ${code}` }];

export const loader = guardLoader(
  { permission: 'beneficiary.take-in', params: z.object({ code: z.string().max(40) }) },
  async ({ params, tx }) => ({ code: (await tx((q) => getBeneficiary(q, params.code))).code }),
);

/** The code and nothing else of the child. */
export default function TakenIn() {
  const { code } = useLoaderData<typeof loader>();
  return (
    <FieldFrame back={paths.beneficiaries()} title="Taken in" tall>
      <ForWhom code={code} />
      <p>
        From now on this child is the code above. It is on your list, and the second digit finds a slip in typing it.
      </p>
      <p>Do not write the code beside the name anywhere.</p>
      <Thumb>
        <ButtonLink big href={paths.beneficiaries()}>
          My list
        </ButtonLink>
      </Thumb>
    </FieldFrame>
  );
}
