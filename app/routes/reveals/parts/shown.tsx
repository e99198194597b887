import { paths } from '~/http/paths';
import { Button } from '~/ui/button';
import { Note } from '~/ui/note';
import { Watermarked } from '~/ui/watermarked';

interface ShownProps {
  reference: string;
  shown: { value: string; isParty: boolean; item: string; mark: string; until: string };
}

/** The item, under the name of who sees it, and the way to be rid of it. */
export function Shown({ reference, shown }: ShownProps) {
  return (
    <>
      <Watermarked mark={shown.mark}>
        <p className="meta">{shown.item}</p>
        <p className="lead" translate="no">
          {shown.value}
        </p>
      </Watermarked>
      {shown.isParty && (
        <Note status="alert">
          Somebody named here is a party to a case. Do not speak to that person for the child, give nothing out and
          agree to nothing. Tell a trustee now.
        </Note>
      )}
      <form action={paths.revealClosing(reference)} method="post">
        <p>
          <Button>Hide now</Button>
        </p>
      </form>
      <p className="meta">
        Seen by {shown.mark}. It hides itself at {shown.until}.
      </p>
    </>
  );
}
