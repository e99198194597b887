import type { ReactNode } from 'react';
import { paths } from '~/http/paths';
import { ButtonLink } from '~/ui/button';
import { CourtRail, RailContents, RailPart } from '~/ui/court-rail';
import { dayWords } from '~/ui/day-words';
import { Fingerprint } from '~/ui/fingerprint';
import { PlainList } from '~/ui/plain-list';
import { Tag } from '~/ui/tag';
import { Timeline, type TimelineEvent } from '~/ui/timeline';
import type { AccountView } from './account-data.server';

interface AccountRailProps {
  data: AccountView;
  /** "Jan 8, 2027, 9:00 AM New York". */
  checkedAt: string;
  mayReadTrail: boolean;
  mayExport: boolean;
  /** What is left to do, while it is not filed. */
  children?: ReactNode;
}

/** Beside the account: does it balance, is it the copy that was filed, its parts, its files, who and when. */
export function AccountRail({ data, checkedAt, mayReadTrail, mayExport, children }: AccountRailProps) {
  return (
    <CourtRail label="About this account">
      <Checked data={data} checkedAt={checkedAt} />
      {mayExport && (
        <p>
          <ButtonLink href={paths.document(data.reference, 'pdf')}>Print: open the PDF</ButtonLink>
        </p>
      )}
      {children}
      <RailPart title="In this account">
        <RailContents
          entries={[
            { href: '#sum', label: 'Summary' },
            ...data.schedules.map(({ letter, short, total }) => ({
              href: `#s${letter}`,
              label: short,
              ...(total === null ? {} : { total }),
            })),
          ]}
        />
      </RailPart>
      {mayExport && (
        <RailPart title="Files">
          <PlainList
            items={[
              file(data.reference, 'pdf', 'Public copy, PDF'),
              file(data.reference, 'csv', 'Exhibit of lines, CSV'),
              file(data.reference, 'json', 'For a program, JSON'),
              file(data.reference, 'txt', 'Plain text'),
            ]}
          />
        </RailPart>
      )}
      <RailPart title="Who and when">
        <Timeline small events={events(data)} />
        {data.marks.approvals && <p className="meta">{data.marks.approvals}</p>}
        {mayReadTrail && (
          <p>
            <a href={`${paths.audit()}?record=${encodeURIComponent(data.reference)}`}>
              Who prepared, filed and took copies
            </a>
          </p>
        )}
      </RailPart>
    </CourtRail>
  );
}

function Checked({ data, checkedAt }: Pick<AccountRailProps, 'data' | 'checkedAt'>) {
  const filed = data.marks.filedOn !== null;
  return (
    <div className="stack-s">
      <p>
        <Tag status="agrees">Balances</Tag>
      </p>
      <p>
        <CopyTag matches={data.copyMatches} filed={filed} />
      </p>
      {data.booksMatch === false && (
        <p>
          <Tag status="differs">The books now differ</Tag>
        </p>
      )}
      <p className="meta">
        Fingerprint <Fingerprint hash={data.fingerprint} />. Checked {checkedAt}: it was computed anew from the figures
        shown{data.booksMatch === null ? '' : ', and from the books of the period as they stand now'}. It proves the
        copy is the same, not that the figures are true.
      </p>
    </div>
  );
}

function CopyTag({ matches, filed }: { matches: boolean; filed: boolean }) {
  if (!matches)
    return <Tag status="differs">{filed ? 'Differs from the filed copy' : 'Differs from what was prepared'}</Tag>;
  return filed ? <Tag status="approved">Matches the filed copy</Tag> : <Tag status="waiting">Prepared, not filed</Tag>;
}

function file(reference: string, format: 'pdf' | 'csv' | 'json' | 'txt', label: string) {
  return { key: format, content: <a href={paths.document(reference, format)}>{label}</a> };
}

function events({ marks }: AccountView): TimelineEvent[] {
  const said = (did: string, who: string | null) => (who ? `${did}, ${who.replace(/, trustee$/, '')}` : did);
  const done = (on: string | null, what: string): TimelineEvent[] =>
    on ? [{ status: 'paid', source: dayWords(on), what }] : [];
  return [
    ...done(marks.preparedOn, said('Prepared', marks.preparedBy)),
    ...done(marks.verifiedOn, said('Verified', marks.verifiedBy)),
    ...done(marks.filedOn, 'Filed and served'),
    ...(marks.objectionsBy
      ? [{ status: 'open', source: dayWords(marks.objectionsBy), what: 'Objections end' } satisfies TimelineEvent]
      : []),
  ];
}
