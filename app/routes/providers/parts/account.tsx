import { Children, type ReactNode } from 'react';
import { PlainList } from '~/ui/plain-list';
import type { AccountWords } from '../../parts/account-words';

/** One account of a provider: who asked, called, agreed or stopped it, and what the reader may do next. */
export function Account({ account, children }: { account: AccountWords; children?: ReactNode }) {
  const acts = Children.toArray(children);
  return (
    <div className="mt">
      <h3>
        {account.title}: {account.state}
      </h3>
      <p>{account.reason}.</p>
      <PlainList items={account.steps.map((step) => ({ key: step, content: `${step}.` }))} />
      {acts.length > 0 && <p className="row row-c no-print">{acts}</p>}
    </div>
  );
}
