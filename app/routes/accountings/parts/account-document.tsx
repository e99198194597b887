import { paths } from '~/http/paths';
import { amount, sum, toText } from '~/money/amount';
import { CodeChip } from '~/ui/code-chip';
import { CourtDocument, CourtPart, NumberedList, Proof, Sign } from '~/ui/court-document';
import { CourtMoney } from '~/ui/court-figure';
import { CourtSchedule } from '~/ui/court-schedule';
import { CourtSummary } from '~/ui/court-summary';
import { Fingerprint } from '~/ui/fingerprint';
import type { AccountView } from './account-data.server';
import { FiguresInWords } from './figures-in-words';
import type { ScheduleView } from './schedule-views';

/** The account as it is filed: caption, six lines, proof, what is unusual, Schedules A to F, verification. */
export function AccountDocument({ data }: { data: AccountView }) {
  const { printed } = data;
  return (
    <CourtDocument
      court={printed.courtName.map((line) => line.toUpperCase())}
      matter={<Matter data={data} />}
      docket={<Docket lines={printed.caption.right} />}
      title={printed.title}
      period={printed.period}
    >
      <h2>What this account is for</h2>
      {printed.purpose.map((text, index) => (
        <p key={text}>{index === 1 && data.objectionsNote ? `${text.slice(0, -1)}: ${data.objectionsNote}` : text}</p>
      ))}
      <CourtSummary
        id="sum"
        title="Summary"
        lines={data.summary.map(({ label, support, schedule, ...figures }) => ({
          what: label,
          schedule: { label: support, href: supportOf(data, schedule) },
          ...figures,
        }))}
      />
      <Proof>
        <FiguresInWords text={printed.proof} />
      </Proof>
      <Starting data={data} />
      <div className="keep">
        <h2>Unusual in this period</h2>
        {printed.unusual.length === 0 ? (
          <p>Nothing.</p>
        ) : (
          <NumberedList items={printed.unusual.map((text) => <FiguresInWords key={text} text={text} />)} />
        )}
      </div>
      {data.schedules.map((schedule) => (
        <Schedule key={schedule.letter} schedule={schedule} />
      ))}
      <CourtPart title="Verification">
        <p>{printed.verification}</p>
        {printed.approvals && <p>{printed.approvals}</p>}
        <Sign signers={printed.signatures.map(([who = '', what = '']) => ({ who, what }))} />
      </CourtPart>
      <CourtPart title="How to check this copy" breaks="paper">
        <p>
          The fingerprint of the data of this account is <Fingerprint hash={data.fingerprint} />. It proves that a copy
          is the one filed. It does not prove that the figures are true.
        </p>
      </CourtPart>
    </CourtDocument>
  );
}

function Matter({ data }: { data: AccountView }) {
  const codes = data.printed.code.split(', ');
  return (
    <>
      <p>
        In the matter of the restitution trust
        <br />
        for the benefit of
      </p>
      <p>
        {codes.length === 1 ? 'Beneficiary ' : 'Beneficiaries '}
        {codes.map((code, index) => (
          <span key={code}>
            {index > 0 && ', '}
            <CodeChip code={code} />
          </span>
        ))}{' '}
        (public {codes.length === 1 ? 'code' : 'codes'})
      </p>
      <p>Trust {data.trustCode}</p>
    </>
  );
}

function Docket({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line) => (
        <p key={line} className={line.startsWith('No. ') ? 'num' : undefined}>
          {line.split('\n').map((part, index) => (
            <span key={part}>
              {index > 0 && <br />}
              {part}
            </span>
          ))}
        </p>
      ))}
    </>
  );
}

/** Line I leads to the account before this one where that is here, else to its items below. */
function supportOf(data: AccountView, schedule: string | null): string {
  if (schedule) return `#s${schedule}`;
  return data.priorReference ? `${paths.accounting(data.priorReference)}#sE` : '#starting';
}

function Starting({ data: { starting } }: { data: AccountView }) {
  const items = starting.items.filter((item) => !amount(item.income).isZero() || !amount(item.principal).isZero());
  if (items.length === 0) return <p id="starting">Nothing was on hand at the start.</p>;
  return (
    <p id="starting">
      {starting.words}:{' '}
      {items.map((item, index) => (
        <span key={item.description}>
          {index > 0 && '; '}
          <CourtMoney amount={toText(sum([amount(item.income), amount(item.principal)]))} /> {item.description}
        </span>
      ))}
      .
    </p>
  );
}

/** Receipts and assets begin a page on paper; the others stay with what is before them. */
function Schedule({ schedule }: { schedule: ScheduleView }) {
  const none = schedule.groups.every((group) => group.lines.length === 0);
  return (
    <CourtSchedule
      id={`s${schedule.letter}`}
      title={schedule.heading}
      dated={schedule.dated}
      textColumns={schedule.textColumns}
      figureColumns={schedule.figureColumns}
      breaks={schedule.letter === 'A' || schedule.letter === 'E' ? 'new' : 'keep'}
      {...(schedule.closing ? { total: schedule.closing } : {})}
      groups={schedule.groups.map((group) => ({
        ...(group.title ? { title: group.title } : {}),
        ...(group.subtotal ? { total: group.subtotal } : {}),
        lines: group.lines.map(({ entry, ...line }) => ({
          ...line,
          ...(entry === null ? {} : { href: paths.entry(entry) }),
        })),
      }))}
    >
      {none && <p>None in this period.</p>}
      {schedule.note && (
        <Proof>
          <FiguresInWords text={schedule.note} />
        </Proof>
      )}
    </CourtSchedule>
  );
}
