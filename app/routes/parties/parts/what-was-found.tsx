import { paths } from '~/http/paths';
import { CodeChip } from '~/ui/code-chip';
import { Folio, Section } from '~/ui/folio';
import { Note } from '~/ui/note';

/** Shown once, to who recorded the party; each child's history keeps it. */
export function WhatWasFound({
  found,
}: {
  found: { codes: string[]; others: number; payees: string[]; waits: boolean };
}) {
  const { codes, others, payees, waits } = found;
  return (
    <Folio>
      <Section id="found" question="It is recorded. Does anybody bear the name?">
        {codes.length + others + payees.length === 0 ? (
          <p>No guardian, contact or payee that the vault keeps bears this name.</p>
        ) : (
          <>
            {codes.length > 0 && (
              <Note status="alert">
                The guardian or a contact of{' '}
                {codes.map((code, index) => (
                  <span key={code}>
                    {index > 0 && ', '}
                    <CodeChip code={code} />
                  </span>
                ))}{' '}
                bears this name. See that nobody speaks to them for the child, and that nothing is paid to them.
              </Note>
            )}
            {others > 0 && (
              <Note status="alert">
                {others === 1 ? 'A guardian of one more child' : `Guardians of ${others} more children`}, whose codes
                you do not see, bear it too. It stands in their history.
              </Note>
            )}
            {payees.length > 0 && (
              <Note status="alert">
                {payees.join(', ')} {payees.length === 1 ? 'is' : 'are'} paid under this name. Approve and pay nothing
                to them until finance has looked.
              </Note>
            )}
          </>
        )}
        {waits && <p>Their account sees nothing of the case once another trustee of it or an auditor agrees.</p>}
        <p>
          <a href={paths.parties()}>All parties</a>
        </p>
      </Section>
    </Folio>
  );
}
