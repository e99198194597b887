import type { AmountText } from '~/money/amount';
import { Button } from '~/ui/button';
import { Section } from '~/ui/folio';
import { Form } from '~/ui/form';
import { Money } from '~/ui/money';
import { Note } from '~/ui/note';

interface PostItProps {
  /** "USD 475.33". */
  whole: string;
  digest: string;
  formKey: string;
  rest: AmountText | null;
}

/** The decision: the shares go to the books as they were read, or not at all. */
export function PostIt({ whole, digest, formKey, rest }: PostItProps) {
  return (
    <Section id="post" question="Post it" decision>
      {rest === null ? (
        <Form formKey={formKey}>
          <p>A posting cannot be edited. A mistake is corrected by a reversal that both entries point to.</p>
          <input type="hidden" name="digest" value={digest} />
          <div className="row row-c btns">
            <Button>Post {whole}</Button>
          </div>
        </Form>
      ) : (
        <Note status="alert">
          <b>
            <Money amount={rest} /> of this receipt belongs to nobody on the order.
          </b>{' '}
          It is more than this defendant still owes. Ask the clerk before anything is posted.
        </Note>
      )}
    </Section>
  );
}
