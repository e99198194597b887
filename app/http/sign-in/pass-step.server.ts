import { Refusal } from '~/access/refusal';
import type { LoadContext } from '../load-context';
import type { Session } from '../session.server';
import { isOwnPassword, newToken } from './check-password.server';
import { passCode } from './code-app.server';
import { answerChallenge } from './passkeys.server';
import { type From, hashOf, tryStep } from './tries.server';

/** What a person may show, as the page's fields hand it over. */
export interface Shown {
  with: 'passkey' | 'code' | 'recovery_code' | 'password';
  code?: string | undefined;
  password?: string | undefined;
  /** A passkey's answer, as the browser's script wrote it. */
  credential?: string | undefined;
}

/** The ways that are open to the person of a session. */
export interface Ways {
  passkey: boolean;
  codeApp: boolean;
  recoveryCodes: number;
}

export async function waysOf(context: LoadContext, session: Session): Promise<Ways> {
  const { rows } = await context.pool.query<{ passkey: boolean; code_app: boolean; recovery_codes: number }>(
    'select passkey, code_app, recovery_codes from sec.step_ways($1)',
    [session.token],
  );
  const [row] = rows;
  return {
    passkey: row?.passkey ?? false,
    codeApp: row?.code_app ?? false,
    recoveryCodes: row?.recovery_codes ?? 0,
  };
}

/**
 * Takes what the person shows, and answers the session's new token: the old one opens nothing any more.
 * Throws Refusal 'step.refused' beside its field; 'code-app.seal', 'tries.too-many'.
 */
export async function passStep(context: LoadContext, session: Session, shown: Shown, from: From): Promise<string> {
  const token = newToken();
  const refused =
    shown.with === 'passkey'
      ? await passWithPasskey(context, session, shown.credential, token)
      : await passCounted(context, session, shown, from, token);
  if (refused === null) return token;
  throw new Refusal(`step.refused-${refused}`, REFUSED[shown.with], FIELDS[shown.with]);
}

const REFUSED: Record<Shown['with'], string> = {
  passkey: 'The passkey was not taken. Try again, or choose another way.',
  code: 'That code is not right, or it was used. Enter the newest one.',
  recovery_code: 'That is not a recovery code of yours, or it was used.',
  password: 'That is not your password.',
};

const FIELDS: Record<Shown['with'], string> = {
  passkey: 'confirm-with',
  code: 'confirm-code',
  recovery_code: 'confirm-code',
  password: 'confirm-password',
};

/** Null, or why not. */
async function passCounted(
  context: LoadContext,
  session: Session,
  shown: Shown,
  from: From,
  token: string,
): Promise<string | null> {
  const passed = await tryStep(context.pool, session.token, from, async () =>
    (await judge(context, session, shown, token)) ? true : undefined,
  );
  return passed ? null : shown.with.replace('_', '-');
}

async function judge(
  { pool, codeAppKeys }: LoadContext,
  session: Session,
  shown: Shown,
  token: string,
): Promise<boolean> {
  const ask = async (text: string, ...given: unknown[]) =>
    (await pool.query<{ passed: boolean }>(`select ${text} as passed`, [session.token, hashOf(token), ...given]))
      .rows[0]?.passed ?? false;
  if (shown.with === 'code') {
    return passCode(pool, codeAppKeys, { token: session.token, newSha256: hashOf(token), code: shown.code ?? '' });
  }
  if (shown.with === 'recovery_code') {
    const code = (shown.code ?? '').replace(/[\s-]/g, '');
    return ask('sec.pass_step_by_recovery_code($1, $2, $3)', hashOf(code.toUpperCase()));
  }
  const right = await isOwnPassword(pool, session.token, shown.password ?? '');
  return right && ask("sec.pass_step($1, $2, 'password')");
}

/** Null, or why not. */
async function passWithPasskey(
  context: LoadContext,
  session: Session,
  credential: string | undefined,
  token: string,
): Promise<string | null> {
  const answered = await answerChallenge(context, credential, { purpose: 'step', token: session.token });
  if (typeof answered === 'string') return `passkey-${answered}`;
  if (answered.personId !== session.actor.personId) return 'passkey-person';
  const { rows } = await context.pool.query<{ passed: boolean }>("select sec.pass_step($1, $2, 'passkey') as passed", [
    session.token,
    hashOf(token),
  ]);
  return rows[0]?.passed ? null : 'passkey-session';
}
