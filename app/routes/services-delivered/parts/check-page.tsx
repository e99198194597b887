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
  /** Sent again by each button: without script a page has no other memory, and an address is no place for a note. */
  fields: Record<string, string>;
}

const FORM = 'entry';

/** The answers, read once more before they are saved. Every way on is a button of one form. */
export function CheckPage({ entry, formKey }: { entry: CheckedEntry; formKey: string }) {
  const { code, fields, note } = entry;
  return (
    <WithSprite>
      <SkipLink />
      <header className="field-mast">
        <div>
          <b>
            <ChangeButton code={code}>Back</ChangeButton>
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
          <Line what={entry.what} detail={entry.attended ? entry.amount : undefined}>
            <ChangeButton code={code} at="planItemId" of="what was given" />
          </Line>
          <Line what={entry.dayWord || entry.day} detail={entry.dayWord ? entry.day : undefined}>
            <ChangeButton code={code} at="when" of="the date" />
          </Line>
          {entry.lateReason && (
            <Line what="Late entry" detail={entry.lateReason}>
              <ChangeButton code={code} at="lateReason" of="why it is late" />
            </Line>
          )}
          <Line what={entry.providerCode} detail={entry.attended ? 'The child was there' : 'The child did not attend'}>
            <ChangeButton code={code} at="there" of="whether the child was there" />
          </Line>
          <Line what={note ? 'Note' : 'No note'} detail={note || undefined}>
            <ChangeButton code={code} at="note" word={note ? 'Change' : 'Add'} of={note ? 'the note' : 'a note'} />
          </Line>
        </ul>
        <form
          id={FORM}
          className="thumb stack-s"
          action={`${paths.servicesDelivered()}?for=${encodeURIComponent(code)}`}
          method="post"
        >
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

function Line({ what, detail, children }: { what: string; detail: string | undefined; children: ReactNode }) {
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
  code: string;
  /** The field the form opens at. */
  at?: string;
  word?: string;
  of?: string;
  children?: ReactNode;
}

/** Goes back to the form with every answer kept. */
function ChangeButton({ code, at, word = 'Change', of, children }: ChangeButtonProps) {
  return (
    <button
      type="submit"
      className="as-link"
      form={FORM}
      formAction={`${paths.newServiceDelivered(code)}${at ? `#${at}` : ''}`}
      name="step"
      value="change"
    >
      {children ?? word}
      {of && <span className="vh"> {of}</span>}
    </button>
  );
}
