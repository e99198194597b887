import { z } from 'zod';
import type { LoadContext } from '~/http/load-context';
import type { Session } from '~/http/session.server';
import { waysOf } from '~/http/sign-in/pass-step.server';
import { askForPasskey } from '~/http/sign-in/passkeys.server';

/** The fields of FactorForm. They have a name of their own: at /confirm another form's fields stand beside them. */
export const factorFields = {
  'confirm-with': z.enum(['passkey', 'code', 'recovery_code', 'password'], 'Choose how you show it is you.'),
  'confirm-code': z.string().trim().max(40, 'A code has at most 19 letters.').optional(),
  'confirm-password': z.string().max(1024, 'A password has at most 128 characters.').optional(),
  'confirm-credential': z.string().max(20_000).optional(),
};

const answers = z.object(factorFields);
type Answers = z.output<typeof answers>;

export const shownOf = (given: Answers) => ({
  with: given['confirm-with'],
  code: given['confirm-code'],
  password: given['confirm-password'],
  credential: given['confirm-credential'],
});

/** What the form shows: the person's ways, and a fresh challenge where a passkey is one. */
export async function factorFacts(context: LoadContext, session: Session) {
  const ways = await waysOf(context, session);
  const passkeyOptions = ways.passkey ? await askForPasskey(context, { purpose: 'step', token: session.token }) : null;
  return { ways, passkeyOptions };
}
