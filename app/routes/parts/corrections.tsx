import { Section } from '~/ui/folio';
import { Quote } from '~/ui/quote';

/** Notes of correction beside a record that stays as it was (RA 10173 s.16(d)); nothing where there is none. */
export function Corrections({ corrections }: { corrections: readonly { note: string; by: string }[] }) {
  if (corrections.length === 0) return null;
  return (
    <Section id="corrections" question="What was put right beside it?" meta="The record itself stays as it was">
      {corrections.map(({ note, by }) => (
        <Quote key={by} text={note} by={by} />
      ))}
    </Section>
  );
}
