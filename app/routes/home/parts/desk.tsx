import { paths } from '~/http/paths';
import { Banner } from '~/ui/banner';
import { BarHead } from '~/ui/bar-head';
import { ButtonLink } from '~/ui/button';
import { DatedList } from '~/ui/dated-list';
import { Empty } from '~/ui/empty';
import { Equation } from '~/ui/equation';
import { Money } from '~/ui/money';
import { PageHead } from '~/ui/page-head';
import { PlainList } from '~/ui/plain-list';
import { NamedPlate, Plate } from '~/ui/plate';
import { Tabs } from '~/ui/tabs';
import { Tag } from '~/ui/tag';
import { cashTerms } from '../../parts/cash-figures';
import { RequestList } from '../../parts/request-list';
import { WaitingQueue } from '../../parts/waiting-queue';
import { Appointments } from './appointments';
import type { DeskData } from './desk.server';

/** Know in five seconds whether anything is wrong, then decide. */
export function Desk({ data }: { data: DeskData }) {
  return (
    <>
      <PageHead title={data.title} line={lineOf(data)} />
      <Tie data={data} />
      {data.cash.length > 0 && (
        <NamedPlate id="cash" title="Cash of all trusts now">
          {data.cash.map((cash) => (
            <Equation key={cash.currency} terms={cashTerms(cash.currency, cash, paths.trusts())} />
          ))}
        </NamedPlate>
      )}
      <Appointments appointments={data.appointments} />
      {data.decides ? <Waiting data={data} /> : <Requests data={data} />}
      <div className="cols-2">
        <section aria-labelledby="due">
          <BarHead id="due" title="Deadlines" />
          {data.due.length === 0 ? (
            <Empty why="Nothing is due." />
          ) : (
            <DatedList
              items={data.due.map((item) => ({
                date: item.on,
                what: <a href={item.href}>{item.what}</a>,
                aside: item.aside,
              }))}
            />
          )}
        </section>
        <section aria-labelledby="exceptions">
          <BarHead id="exceptions" title="Exceptions" />
          {data.exceptions.length === 0 ? (
            <Empty why="Nothing is unusual." />
          ) : (
            <PlainList
              items={data.exceptions.map((item) => ({
                key: item.code,
                content: (
                  <>
                    <p>
                      <Tag status={item.lapsed ? 'hold' : 'alert'}>{item.lapsed ? undefined : 'Ends soon'}</Tag>{' '}
                      {item.code}
                    </p>
                    <p className="meta">
                      {item.lapsed
                        ? `Vetting ended ${item.until}. Nothing is paid to it until new proof is accepted.`
                        : `Vetting ends ${item.until}.`}
                    </p>
                  </>
                ),
              }))}
            />
          )}
        </section>
      </div>
    </>
  );
}

function lineOf({ decides, waiting, appointments, requests, pays }: DeskData): string {
  if (decides) {
    const overdue = waiting.filter((row) => row.overdue).length;
    const waits = [
      ...(waiting.length > 0 ? [`${waiting.length} ${waiting.length === 1 ? 'request waits' : 'requests wait'}`] : []),
      ...(appointments.length > 0 ? ['an appointment waits'] : []),
    ];
    const wait = waits.length === 0 ? 'Nothing waits for you.' : `${sentence(waits.join(' and '))} for you.`;
    return `${wait} ${overdue === 0 ? 'Nothing is overdue.' : `${overdue} overdue.`}`;
  }
  if (pays)
    return requests.length === 0
      ? 'No approved request waits to be paid.'
      : `${requests.length} approved ${requests.length === 1 ? 'request waits' : 'requests wait'} to be paid.`;
  return `${requests.length} open ${requests.length === 1 ? 'request' : 'requests'}.`;
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Tie({ data: { tie, asOf } }: { data: DeskData }) {
  if (!tie) {
    return (
      <Banner id="tie" status="alert" title="No bank statement is here yet" asOf={`As of ${asOf}`}>
        <p>Without a statement nobody can say whether the books agree with the bank.</p>
      </Banner>
    );
  }
  const bankAgrees = tie.bank === tie.control;
  const trustsAgree = tie.control === tie.trusts;
  const agrees = bankAgrees && trustsAgree;
  return (
    <Banner
      id="tie"
      status={agrees ? 'agrees' : 'differs'}
      title={agrees ? 'The books agree with the bank' : `Does not agree by ${tie.difference}`}
      asOf={`As of ${asOf}`}
    >
      <Equation
        terms={[
          { label: 'Bank, adjusted', amount: tie.bank },
          { label: 'Control account', amount: tie.control, op: bankAgrees ? '=' : '≠' },
          { label: 'Sum of trusts', amount: tie.trusts, op: trustsAgree ? '=' : '≠' },
          { label: 'Difference, USD', amount: tie.difference, apart: true, closing: true },
        ]}
      />
      <p className="meta">
        {tie.accounts.map((account, index) => (
          <span key={account.ending}>
            {index > 0 && ' · '}..{account.ending} holds <Money amount={account.books} /> for{' '}
            <a href={paths.trust(account.trust)}>{account.trust}</a>, statement of {account.on}
          </span>
        ))}
        . The oldest statement is {tie.age} days old.
      </p>
    </Banner>
  );
}

function Waiting({ data: { waiting, appointments } }: { data: DeskData }) {
  const [oldest] = waiting;
  return (
    <section aria-labelledby="queue">
      <BarHead id="queue" title="Waiting for you" meta="Oldest first. Decide within 5 weekdays (policy AP-D).">
        <Tabs
          kind="filter"
          label="Which requests"
          tabs={[
            { href: `${paths.approvals()}?show=mine`, label: `Mine ${waiting.length}`, current: true },
            { href: `${paths.approvals()}?show=all`, label: 'All' },
            { href: `${paths.approvals()}?show=aside`, label: 'Stepped aside' },
          ]}
        />
      </BarHead>
      {oldest ? (
        <>
          <Plate>
            <WaitingQueue rows={waiting} open={paths.approval} />
          </Plate>
          <p className="after">
            <ButtonLink href={paths.approval(oldest.reference)}>Open the oldest request</ButtonLink>
          </p>
        </>
      ) : (
        <Empty
          why={appointments.length > 0 ? 'No request is waiting for you.' : 'Nothing is waiting for you.'}
          next="A request stands here when finance asks for a payment."
        />
      )}
    </section>
  );
}

function Requests({ data: { requests, pays } }: { data: DeskData }) {
  return (
    <section aria-labelledby="requests">
      <BarHead id="requests" title={pays ? 'Approved, to be paid' : 'Open requests'} />
      {requests.length === 0 ? (
        <Empty why={pays ? 'No approved payments are ready.' : 'No request is open.'} />
      ) : (
        <Plate>
          <RequestList rows={requests} />
        </Plate>
      )}
      {pays && (
        <p className="after row row-c">
          <ButtonLink href={paths.newReceipt()}>Record a receipt</ButtonLink>
          <ButtonLink kind="second" href={paths.newDisbursement()}>
            Request a payment
          </ButtonLink>
        </p>
      )}
    </section>
  );
}
