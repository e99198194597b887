import { randomUUID } from 'node:crypto';
import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { prepareAccounting } from '~/domain/accountings/prepare-accounting.server';
import { booksDay } from '~/domain/trusts/zones';
import { guardAction, guardLoader } from '~/http/guard.server';
import { paths } from '~/http/paths';
import { Folio, Section } from '~/ui/folio';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import { onceKey } from '../parts/form-fields';
import { frameOf } from '../parts/frame.server';
import { loadNewAccount } from './parts/new-account-data.server';
import { PeriodForm } from './parts/period-form';
import { PreparedFigures } from './parts/prepared-figures';

export const meta: MetaFunction = () => [{ title: 'Prepare an accounting – Tutela' }];

const text = z.string().max(20).optional().catch(undefined);
const query = z.object({
  trust: text,
  'from-month': text,
  'from-day': text,
  'from-year': text,
  'through-month': text,
  'through-day': text,
  'through-year': text,
});

export const loader = guardLoader({ permission: 'accounting.prepare', query }, ({ actor, query: asked, tx, now }) =>
  tx(async (q) => ({
    ...(await loadNewAccount(q, asked, booksDay(now))),
    frame: await frameOf(q, actor, now, paths.accountings()),
    key: randomUUID(),
  })),
);

const day = z.iso.date('Show the figures again, then prepare.');
const form = z.object({
  key: onceKey,
  trust: z.string().max(20),
  from: day,
  through: day,
});

export const action = guardAction(
  { permission: 'accounting.prepare', form },
  async ({ actor, form: sent, tx, now }) => {
    const { key, from, through } = sent;
    const today = booksDay(now);
    const { reference } = await tx((q) =>
      prepareAccounting(q, actor, { key, trustCode: sent.trust, from, through }, today),
    );
    return redirect(paths.accounting(reference));
  },
);

export default function NewAccounting() {
  const { frame, trusts, entered, problems, preview, key } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[{ label: 'Accountings', href: paths.accountings() }, { label: 'Prepare an accounting' }]}
        title="Prepare an accounting"
        lead="The figures are shown before anything is recorded. Another trustee verifies and files it."
      />
      <Folio>
        <Section
          id="period"
          question="For which trust and period"
          meta="An account opens with the last closing"
          decision={!preview}
        >
          <PeriodForm trusts={trusts} entered={entered} problems={refused?.problems ?? problems} />
        </Section>
        {preview && <PreparedFigures preview={preview} formKey={key} />}
      </Folio>
    </Frame>
  );
}
