/** The fields of a form that waits for a factor, as they were sent. */
export type Relayed = [name: string, value: string][];

const OWN = /^confirm-/;
const MARK = 'confirm-relayed';

/** What goes on afterwards: null where no form waits, because a page was asked for. */
export function relayedFrom(answers: Record<string, unknown>): Relayed | null {
  const came = answers['confirm-with'] === undefined || answers[MARK] !== undefined;
  if (!came) return null;
  return Object.entries(answers)
    .filter(([name]) => !OWN.test(name))
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one ?? '')]));
}

export function RelayedFields({ relayed }: { relayed: Relayed }) {
  return (
    <>
      <input type="hidden" name={MARK} value="yes" />
      {relayed.map(([name, value], place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a form may send a name and a value twice, and their order counts
        <input key={place} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
