import type { ComponentProps, ReactNode } from 'react';
import { paths } from '~/http/paths';
import { ErrorSummary } from '~/ui/error-summary';
import { Folio, Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Frame } from '~/ui/frame';
import { PageHead } from '~/ui/page-head';
import type { Problem } from '~/ui/problem';
import type { AccountWords } from '../../parts/account-words';
import { Account } from './account';

interface AccountPageProps {
  data: { account: AccountWords; frame: Omit<ComponentProps<typeof Frame>, 'children'>; key: string };
  problems: readonly Problem[];
  /** Of the crumb. */
  act: string;
  title: string;
  lead: string;
  question: string;
  children: ReactNode;
}

/** A provider's account as it stands, and one form about it. */
export function AccountPage({ data, problems, act, title, lead, question, children }: AccountPageProps) {
  const { account, frame, key } = data;
  return (
    <Frame {...frame}>
      <PageHead
        crumbs={[
          { href: paths.providers(), label: 'Providers' },
          { href: paths.provider(account.provider), label: account.provider },
          { label: act },
        ]}
        title={title}
        lead={lead}
      />
      <Folio>
        <Section id="account" question="The account">
          <Account account={account} />
        </Section>
        <Section id="act" question={question} decision>
          <ErrorSummary problems={problems} level={3} />
          <Form formKey={key}>{children}</Form>
        </Section>
      </Folio>
    </Frame>
  );
}
