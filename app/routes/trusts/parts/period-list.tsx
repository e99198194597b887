import { paths } from '~/http/paths';
import { dayWords } from '~/ui/day-words';
import { Fingerprint } from '~/ui/fingerprint';
import { Queue } from '~/ui/queue';
import type { StatusName } from '~/ui/status';
import { Tag } from '~/ui/tag';
import type { PeriodView } from './periods-data.server';

const STATES: Record<PeriodView['state'], { status: StatusName; words: string }> = {
  closed: { status: 'sealed', words: 'Closed' },
  asked: { status: 'waiting', words: 'Reopening asked for' },
  'open-again': { status: 'changes', words: 'Open again' },
  accounted: { status: 'sealed', words: 'Accounted for to the court' },
};

/** Each close: its days, who closed it and when, and how far the chain reached then. */
export function PeriodList({ periods, mayClose }: { periods: readonly PeriodView[]; mayClose: boolean }) {
  return (
    <Queue<PeriodView>
      caption="Closed periods, newest first"
      rows={periods}
      rowKey={(period) => String(period.id)}
      columns={[
        {
          head: 'Period',
          kind: 'head',
          wide: true,
          order: 1,
          cell: (period) => `${dayWords(period.fromOn)} to ${dayWords(period.throughOn)}`,
        },
        { head: 'State', wide: true, order: 2, cell: (period) => <State period={period} mayClose={mayClose} /> },
        { head: 'Closed', wide: true, said: true, cell: (period) => period.closed },
        { head: 'Entries in the chain', kind: 'num', said: true, cell: (period) => period.chainLength },
        { head: 'Newest link', said: true, cell: (period) => <Fingerprint hash={period.chainHash} /> },
      ]}
    />
  );
}

function State({ period, mayClose }: { period: PeriodView; mayClose: boolean }) {
  const { status, words } = STATES[period.state];
  return (
    <>
      <Tag status={status} plain>
        {words}
      </Tag>
      {period.asked && (
        <>
          <br />
          <span className="meta">
            Asked {period.asked}: “{period.reason}”
          </span>
        </>
      )}
      {period.agreed && (
        <>
          <br />
          <span className="meta">Agreed {period.agreed}</span>
        </>
      )}
      {mayClose && <NextStep period={period} />}
    </>
  );
}

function NextStep({ period }: { period: PeriodView }) {
  if (period.step === 'ask')
    return (
      <>
        <br />
        <a href={paths.reopening(period.id)}>Ask to reopen it</a>
      </>
    );
  if (period.step === 'agree')
    return (
      <>
        <br />
        <a href={paths.agreement(period.id)}>Read and agree</a>
      </>
    );
  if (period.step === 'wait')
    return (
      <>
        <br />
        <span className="meta">Another person agrees to it.</span>{' '}
        <a href={paths.reopeningWithdrawal(period.id)}>Withdraw it</a>
      </>
    );
  return null;
}
