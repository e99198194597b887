import { paths } from '~/http/paths';
import { CodeLine, Lines } from '~/ui/field-lines';
import type { SentBackLine } from './sent-back.server';

/** What has to be put right stands above everything else; with nothing sent back it is not there. */
export function SentBack({ entries }: { entries: readonly SentBackLine[] }) {
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby="sent-back">
      <h2 id="sent-back">Sent back to you</h2>
      <Lines>
        {entries.map(({ reference, code, said, reason, another }) => (
          <CodeLine
            key={reference}
            code={code}
            href={paths.serviceDelivered(reference)}
            status="alert"
            detail={`Sent back: ${said}${another ? ', logged by a colleague' : ''}, because “${reason}”`}
          />
        ))}
      </Lines>
    </section>
  );
}
