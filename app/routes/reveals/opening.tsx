import { data, type HeadersFunction, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { Refusal } from '~/access/refusal';
import { getReveal } from '~/domain/reveals/find-reveals.server';
import { openReveal } from '~/domain/reveals/open-reveal.server';
import { ITEM_WORDS, ITEMS } from '~/domain/reveals/reveal';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { momentWords } from '~/ui/day-words';
import { entered } from '~/ui/entered';
import { ErrorSummary } from '~/ui/error-summary';
import { Form } from '~/ui/form';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';
import { IdentityFrame } from '../parts/identity-frame';
import { identityFrame } from '../parts/identity-frame.server';
import { revealView } from './parts/reveal-page.server';
import { Shown } from './parts/shown';

const params = z.object({ ref: z.string().max(20) });

export const meta: MetaFunction = ({ params: { ref } }) => [{ title: `Identity request ${ref}` }];

export const loader = guardLoader(
  { permission: 'reveal.request', params },
  ({ actor, params: { ref }, tx, now, inWorld, leadTo }) =>
    tx(async (q) => {
      const reveal = revealView(await getReveal(q, ref), actor, inWorld);
      if (!reveal.may.open) leadTo(paths.reveal(ref));
      return { reveal, frame: await identityFrame(q, actor, now) };
    }),
);

/** The item is named by the form: what was agreed to may have changed while the page was open in another window. */
const form = z.object({
  item: z.enum(ITEMS),
  code: z.string('Write the code.').trim().toUpperCase().max(40),
});

export const action = guardAction(
  { permission: 'reveal.request', stepUp: true, params, form },
  async ({ actor, params: { ref }, form: { item, code }, acting, context, tx, inWorld }) => {
    const reveal = await tx((q) => getReveal(q, ref));
    if (reveal.code !== code)
      throw new Refusal('reveal.code', 'That is not the code of this request. Nothing was shown.', 'code');
    const asked = { ...acting, reference: ref, item };
    const { value, isParty, openUntil, secondsLeft } = await openReveal(context.vaultSocket, actor, asked);
    const shown = {
      value,
      isParty,
      item: ITEM_WORDS[item],
      mark: `${actor.name} ${ref}`,
      until: momentWords(inWorld(openUntil)),
    };
    // Whatever happens to the page, the browser leaves it when the time is over.
    return data(
      { shown, problems: [], values: {} },
      { headers: { Refresh: `${secondsLeft}; url=${paths.reveal(ref)}` } },
    );
  },
);

export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

/** Nothing of the identity is in the page until its button is pressed, and then only in that one answer. */
export default function Opening() {
  const { reveal, frame } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = answer && 'shown' in answer ? answer.shown : undefined;
  return (
    <IdentityFrame
      frame={frame}
      title={`${reveal.item} of ${reveal.code}`}
      crumb={reveal.reference}
      code={reveal.code}
      lead={`Open until ${shown?.until ?? reveal.until}. Logged for the auditor.`}
      question={reveal.item}
      meta="Only this item, no copy"
      decision
      back={paths.reveal(reveal.reference)}
    >
      <ErrorSummary problems={answer?.problems ?? []} level={3} />
      {shown ? (
        <Shown reference={reveal.reference} shown={shown} />
      ) : (
        <Form>
          <input type="hidden" name="item" value={reveal.itemKey} />
          <TextInput
            name="code"
            label="Code"
            hint={`Write ${reveal.code}, so that no other is opened by a slip.`}
            width={12}
            kind="id"
            autoComplete="off"
            value={entered(answer?.values, 'code')}
            error={problemOf(answer?.problems ?? [], 'code')}
          />
          <p>Nobody else should see your screen now.</p>
          <p>
            <Button>{`Show the ${reveal.item.toLowerCase()}`}</Button>
          </p>
        </Form>
      )}
    </IdentityFrame>
  );
}
