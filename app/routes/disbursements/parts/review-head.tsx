import { paths } from '~/http/paths';
import { formatWithCurrency } from '~/money/format';
import { Fingerprint } from '~/ui/fingerprint';
import { PageHead } from '~/ui/page-head';
import { Tag } from '~/ui/tag';
import { STATE_STATUS } from '../../parts/state-status';
import type { ReviewData } from './review-data.server';

/** What is asked, to whom and for whom, with the facts of the record at the right. */
export function ReviewHead({ data, crumb }: { data: ReviewData; crumb: { href: string; label: string } }) {
  const { agree } = data;
  const waiting = `Waiting for approval (${agree.given} of ${agree.required})`;
  return (
    <PageHead
      crumbs={[{ href: paths.home(), label: 'Home' }, crumb, { label: data.reference }]}
      code={data.beneficiaryCode}
      beside={`Trust ${data.trustCode}`}
      title={
        <>
          Pay <span className="nowrap fig">{formatWithCurrency(data.amount, data.currency)}</span> to{' '}
          <span className="nowrap">{data.providerCode}</span>
        </>
      }
      lead={data.lead}
      facts={[
        {
          term: 'State',
          detail: (
            <Tag status={STATE_STATUS[data.state]} plain>
              {data.state === 'submitted' ? waiting : undefined}
            </Tag>
          ),
        },
        { term: 'Asked by', detail: data.askedBy },
        {
          term: 'Account',
          detail: (
            <>
              <a href={paths.provider(data.providerCode)}>{data.payee.account}</a>
              {data.payee.change && <>. Change asked for, {data.payee.change}</>}
            </>
          ),
        },
        { term: 'Version', detail: String(data.version) },
        { term: 'Fingerprint', detail: <Fingerprint hash={data.requestHash} /> },
      ]}
    />
  );
}
