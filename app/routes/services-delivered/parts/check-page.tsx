import type { ReactNode } from 'react';
import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { ForWhom } from '~/ui/field-lines';
import { WithSprite } from '~/ui/icon';
import { KeyField } from '~/ui/key-field';
import { SkipLink } from '~/ui/skip-link';

export interface CheckedEntry {
  code: string;
  what: string;
  /** "60 minutes", "1 visit". */
  amount: string;
  /** "Today", "Yesterday", or nothing where the date says it all. */
  dayWord: string;
  day: string;
  lateReason: string;
  providerCode: string;
  attended: boolean;
  note: string;
  /** The entry that this one puts right. */
  replaces?: string | undefined;
  /** Sent again by each button: without script a page has no other memory, and an address is no place for a note. */
  fields: Record<string, string>;
}

const FORM = 'entry';

/** The answers, read once more before they are saved. Every way on is a button of one form. */
export function CheckPage({ entry, formKey }: { entry: CheckedEntry; formKey: string }) {
  const { code, fields, note, replaces } = entry;
  const change = (at = '') => `${paths.newServiceDelivered(code, replaces)}${at && `#${at}`}`;
  return (
    <WithSprite>
      <SkipLink />
      <header className="field-mast">
        <div>
          <b>
            <ChangeButton to={change()}>Back</ChangeButton>
          </b>
          <form className="push" action={paths.lock()} method="post">
            <Button kind="second">Hide screen</Button>
          </form>
        </div>
      </header>
      <main id="main" className="field-page tall">
        <h1>Check, then save</h1>
        <ForWhom code={code} />
        <ul className="lines">
          {replaces && <Line what={`Puts right ${replaces}`} detail="The one that was sent back" />}
          <Line what={entry.what} detail={entry.attended ? entry.amount : undefined}>
            <ChangeButton to={change('planItemId')} of="what was given" />
          </Line>
          <Line what={entry.dayWord || entry.day} detail={entry.dayWord ? entry.day : undefined}>
            <ChangeButton to={change('when')} of="the date" />
          </Line>
          {entry.lateReason && (
            <Line what="Late entry" detail={entry.lateReason}>
              <ChangeButton to={change('lateReason')} of="why it is late" />
            </Line>
          )}
          <Line what={entry.providerCode} detail={entry.attended ? 'The child was there' : 'The child did not attend'}>
            <ChangeButton to={change('there')} of="whether the child was there" />
          </Line>
          <Line what={note ? 'Note' : 'No note'} detail={note || undefined}>
            <ChangeButton to={change('note')} word={note ? 'Change' : 'Add'} of={note ? 'the note' : 'a note'} />
          </Line>
        </ul>
        <form id={FORM} className="thumb stack-s" action={paths.savedEntry(code, replaces)} method="post">
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <KeyField value={formKey} />
          <Button big name="step" value="save">
            Save
          </Button>
          <p className="meta">Nothing is saved before you press Save.</p>
        </form>
      </main>
    </WithSprite>
  );
}

function Line({ what, detail, children }: { what: string; detail: string | undefined; children?: ReactNode }) {
  return (
    <li>
      <span>
        {what}
        {detail && (
          <>
            <br />
            <span className="muted">{detail}</span>
          </>
        )}
      </span>
      {children}
    </li>
  );
}

interface ChangeButtonProps {
  /** The form, at the field that is changed. */
  to: string;
  word?: string;
  of?: string;
  children?: ReactNode;
}

/** Goes back to the form with every answer kept. */
function ChangeButton({ to, word = 'Change', of, children }: ChangeButtonProps) {
  return (
    <button type="submit" className="as-link" form={FORM} formAction={to} name="step" value="change">
      {children ?? word}
      {of && <span className="vh"> {of}</span>}
    </button>
  );
}
