import type { AmountText } from '~/money/amount';
import { Money } from '~/ui/money';
import { Note } from '~/ui/note';
import type { ShareFacts } from './receipt-facts';

interface HeldNoteProps {
  shares: readonly ShareFacts[];
  /** Of the threshold's record: its key and the least share that is applied. */
  rule: string;
  least: AmountText;
}

/** Small shares wait for their own child; what had waited long enough goes with this receipt. */
export function HeldNotes({ shares, rule, least }: HeldNoteProps) {
  return (
    <>
      {shares
        .filter((share) => share.happens === 'held')
        .map((share) => (
          <Note key={share.code} status="hold">
            <b>
              <Money amount={share.amount} /> stays held for <Code code={share.code} />.
            </b>{' '}
            Shares under <Money amount={least} /> wait until they reach it (rule {rule}). They are not shared out again.
          </Note>
        ))}
      {shares
        .filter((share) => share.releases !== null)
        .map((share) => (
          <Note key={share.code} status="approved">
            <b>
              <Money amount={share.releases ?? '0.00'} /> held before for <Code code={share.code} /> is released.
            </b>{' '}
            With this share it reaches <Money amount={least} /> or pays the last of the loss (rule {rule}).
          </Note>
        ))}
    </>
  );
}

function Code({ code }: { code: string }) {
  return (
    <span className="code" translate="no">
      {code}
    </span>
  );
}
