import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type Acting, RolledBack, sqlState, type Tx, tx, UnknownOutcome } from 'db/client';
import { z } from 'zod';
import { type Actor, demand } from '~/access/actor';
import { refusalFromDatabase } from '~/access/database-refusals';
import type { Permission } from '~/access/permissions';
import { NotFound, Refusal } from '~/access/refusal';
import type { Problem } from '~/ui/problem';
import { type CheckTexts, checkTextsBy } from '~/vault/check-texts.server';
import { untilNextStep } from './even-answers';
import { parseForm, type Values } from './form.server';
import { warnOfNames } from './form-texts.server';
import { type Asked, askedBy, GUARDED, type Needed } from './guard-brand';
import type { LoadContext } from './load-context';
import { faultFields } from './log';
import { noteRefusal } from './note-refusal';
import { paths } from './paths';
import { leadFrom, rememberRefusal } from './refused-here';
import { findSession, readToken, type Session, whyNoSession } from './session.server';
import { inText, isDataWithResponse } from './thrown-data';

export type { Tx } from 'db/client';

/** Whatever a screen may use; a public page may have nobody signed in. */
export interface Given<N extends Needed, P, Q> {
  actor: N extends 'public' ? Actor | null : Actor;
  params: P;
  query: Q;
  /** One transaction as the signed-in person. */
  tx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The same person in the same request, for what is asked of the vault's process. */
  acting: Acting;
  now: Date;
  /** Holds texts up to the vault: for what a form's own fields do not show, a file's rows. */
  checkTexts: CheckTexts;
  /** A recorded time on the calendar of this world: the demo world lives some days ahead of the clock. */
  inWorld: (recorded: Date) => Date;
  leadTo: ReturnType<typeof leadFrom>;
  request: Request;
  requestId: string;
  context: LoadContext;
  session: N extends 'public' ? Session | null : Session;
}

/** What a form's page gets back where it was not taken. */
interface NotTaken {
  problems: Problem[];
  values: Values;
}

interface Spec<N extends Needed, P extends z.ZodType, Q extends z.ZodType> {
  permission: N;
  /** Asks for a factor shown within the last minutes (policy SE-3); a form waits meanwhile and is then sent on. */
  stepUp?: true;
  /** Is also open to who has not enrolled the second factor they must have: the pages that enrol one. */
  also?: 'enrolment';
  params?: P;
  query?: Q;
}

interface FormSpec<N extends Needed, P extends z.ZodType, Q extends z.ZodType, F extends z.ZodType>
  extends Spec<N, P, Q> {
  form: F;
  /** What is typed here is an identity on its way into the vault, or a form on its way to its page: it is not warned of. */
  identity?: true;
}

const nothing = z.object({});
type Nothing = typeof nothing;

/**
 * A loader with its permission and its parsed address. Nobody signed in: to the sign-in page and back. Locked: to the
 * lock page. Second step not done: to its page. No factor shown lately, where one is asked for: to /confirm. No permission: 403 with its sentence. A wrong address, and Refusal 'not-found': the same 404.
 */
export function guardLoader<R, N extends Needed, P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing>(
  spec: Spec<N, P, Q>,
  read: (given: Given<N, z.output<P>, z.output<Q>>) => Promise<R>,
) {
  const asked = askedBy(spec);
  const loader = async (args: LoaderFunctionArgs): Promise<R> => {
    const began = performance.now();
    const who: Who = {};
    try {
      return await read(await admit(asked, spec, args, who));
    } catch (error) {
      if (error instanceof NotFound) await untilNextStep(began);
      const answer = asAnswer(error, args, who, undefined);
      // A loader that asks for a fresh factor hands out a file.
      throw asked.stepUp ? inText(answer) : answer;
    }
  };
  return Object.assign(loader, { [GUARDED]: asked });
}

/**
 * An action with its permission, its parsed address and its parsed form. A form that is not understood, and a Refusal
 * of the verb, come back as status 422 with { problems, values }.
 */
export function guardAction<
  R,
  N extends Needed,
  F extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
>(spec: FormSpec<N, P, Q, F>, act: (given: Given<N, z.output<P>, z.output<Q>> & { form: z.output<F> }) => Promise<R>) {
  const asked = askedBy(spec);
  const action = async (args: ActionFunctionArgs) => {
    const began = performance.now();
    const who: Who = {};
    let values: Values = {};
    try {
      const given = await admit(asked, spec, args, who);
      const parsed = await parseForm(args.request, spec.form);
      values = parsed.values;
      if (!parsed.ok) return notTaken(args, parsed.problems, values);
      const warnings =
        spec.permission === 'public' || spec.identity ? [] : await warningsOf({ ...given, form: spec.form }, parsed);
      if (warnings.length > 0) return notTaken(args, warnings, values);
      return await act({ ...given, form: parsed.value });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.code === 'not-found') await untilNextStep(began);
      if (refusal && !PAGES.includes(refusal.code)) {
        noteRefusal(contextOf(args), args.request, { code: refusal.code, ...who });
        return notTaken(args, [{ field: refusal.field, message: refusal.message }], values);
      }
      throw asAnswer(refusal ?? error, args, who, paths.signIn());
    }
  };
  return Object.assign(action, { [GUARDED]: asked });
}

/** Refusals that are a page of their own: there is no form that they could stand beside. */
const PAGES = ['not-found', 'permission', 'database.42501'];

/** Who was found to ask, for what is noted of a refusal. */
type Who = { actor?: number };

/** What a person wrote that may be a name or tell where a child is; logged by kind of event alone. */
async function warningsOf(
  given: Pick<Given<Needed, unknown, unknown>, 'actor' | 'checkTexts' | 'tx' | 'context' | 'request' | 'requestId'> & {
    form: z.ZodType;
  },
  { values, fileNames }: { values: Values; fileNames: Record<string, string> },
): Promise<Problem[]> {
  const { requestId, context, request, actor } = given;
  const { problems, byVault } = await warnOfNames(given, values, fileNames);
  if (!byVault) context.log.info('text not scanned', { requestId });
  if (problems.length > 0) noteRefusal(context, request, { code: 'text.name', actor: actor?.personId });
  return problems;
}

type Args = LoaderFunctionArgs | ActionFunctionArgs;

async function admit<N extends Needed, P extends z.ZodType, Q extends z.ZodType>(
  asked: Asked,
  spec: Spec<N, P, Q>,
  args: Args,
  who: Who,
): Promise<Given<N, z.output<P>, z.output<Q>>> {
  const context = contextOf(args);
  const session = await findSession(context.pool, readToken(args.request, context.publicOrigin));
  if (session) who.actor = session.actor.personId;
  if (asked.permission !== 'public') {
    if (!session) await noteDeadCookie(context, args.request);
    demandSession({ ...spec, ...asked }, session, args.request);
  }
  const query = Object.fromEntries(new URL(args.request.url).searchParams);
  const acting = { token: session?.token ?? '', requestId: context.requestId, address: context.address };
  return {
    actor: session?.actor ?? null,
    session: session ?? null,
    params: understood(spec.params, args.params),
    query: understood(spec.query, query),
    tx: (work) => {
      if (!session) throw new Error('a page without a signed-in person has no transaction');
      return tx(context.pool, acting, work);
    },
    acting,
    now: context.clock(),
    checkTexts: checkTextsBy(context.vaultSocket, acting),
    inWorld: worldClock(context),
    leadTo: leadFrom(context),
    request: args.request,
    requestId: context.requestId,
    context,
  } as Given<N, z.output<P>, z.output<Q>>;
}

/** A cookie that opens nothing: it was forged, or kept longer than its session. */
async function noteDeadCookie(context: LoadContext, request: Request): Promise<void> {
  const why = await whyNoSession(context.pool, request, context.publicOrigin);
  if (why) noteRefusal(context, request, { code: `session.${why.reason}`, actor: why.personId });
}

function demandSession(
  spec: Asked & Pick<Spec<Needed, z.ZodType, z.ZodType>, 'also'>,
  session: Session | undefined,
  request: Request,
): asserts session is Session {
  const back = returnTo(request);
  if (!session) throw redirect(paths.signIn(back));
  if (session.locked) throw redirect(paths.lock(back));
  if (session.awaits === 'second_step') throw redirect(paths.secondStep(back));
  if (session.awaits && session.awaits !== spec.also) throw redirect(paths.account());
  demand(session.actor, spec.permission as Permission);
  if (spec.stepUp && !session.fresh) throw toConfirm(request);
}

/** A page is asked for again afterwards; a form goes along with what was entered, and comes back with it. */
function toConfirm(request: Request): Response {
  return redirect(paths.confirm(returnTo(request)), request.method === 'POST' ? 307 : 302);
}

const DAY = 86_400_000;

function worldClock(context: LoadContext): (recorded: Date) => Date {
  const ahead = Math.round((context.clock().getTime() - Date.now()) / DAY) * DAY;
  return (recorded) => new Date(recorded.getTime() + ahead);
}

function understood<S extends z.ZodType>(schema: S | undefined, value: unknown): z.output<S> {
  const found = (schema ?? nothing).safeParse(value);
  if (!found.success) throw new NotFound();
  return found.data as z.output<S>;
}

function notTaken(args: Args, problems: Problem[], values: Values) {
  rememberRefusal(contextOf(args));
  return data<NotTaken>({ problems, values }, { status: 422 });
}

const BUSY = 'The books are busy. Nothing was recorded. Wait a moment and send it again.';
const UNKNOWN = 'The connection was lost while this was recorded. Open the record and look before you send it again.';

/** A refusal of a verb, or one of the database's own, worded once for all screens. */
function refusalOf(error: unknown): Refusal | null {
  return error instanceof Refusal ? error : (refusalFromDatabase(error) ?? notYours(error));
}

/** What the database's own roles and row security refuse. No page leads there, so it says nothing of what is behind. */
function notYours(error: unknown): Refusal | null {
  if (sqlState(error) !== '42501') return null;
  return new Refusal('database.42501', 'This is not yours to do. Nothing was done, and the attempt was noted.');
}

/** Turns what was thrown into the answer a person reads; what is left is a fault of ours, for the error page. */
function asAnswer(thrown: unknown, args: Args, who: Who, signIn: string | undefined): unknown {
  if (thrown instanceof Response || isDataWithResponse(thrown)) return thrown;
  const { log, requestId } = contextOf(args);
  const error = notYours(thrown) ?? thrown;
  if (error instanceof Refusal) {
    noteRefusal(contextOf(args), args.request, { code: error.code, ...who });
    if (error.code === 'not-found') return data({ message: error.message }, { status: 404 });
    return data({ message: error.message }, { status: PAGES.includes(error.code) ? 403 : 409 });
  }
  const state = sqlState(error);
  if (state === '28000') noteRefusal(contextOf(args), args.request, { code: state, ...who });
  if (state === '28000') return redirect(signIn ?? paths.signIn(returnTo(args.request)));
  if (state === 'SI001') return redirect(paths.secondStep(returnTo(args.request)));
  if (state === 'SI002') return toConfirm(args.request);
  if (state === 'TU001') return redirect(paths.lock(returnTo(args.request)));
  log.error('fault', { requestId, ...faultFields(error), ...(state ? { code: state } : {}) });
  if (error instanceof UnknownOutcome) return data({ message: UNKNOWN }, { status: 503 });
  if (error instanceof RolledBack || /^(40|53|55P03|57)/.test(state ?? ''))
    return data({ message: BUSY }, { status: 503 });
  return error;
}

function contextOf(args: Args): LoadContext {
  return args.context as unknown as LoadContext;
}

/** Where to come back to: the page itself; a form's page, for a form. */
function returnTo(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return `${pathname.replace(/\.data$/, '')}${search}`;
}
