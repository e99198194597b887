/** The fields of a form that waits until its person has shown or signed something, as they were sent. */
export type Relayed = [name: string, value: string][];

/** Everything but the fields of the page that the form waits at (`confirm-`), passwords and secrets: those are typed again, and stand in no page. */
export function relayedFrom(answers: Record<string, unknown>): Relayed {
  return Object.entries(answers)
    .filter(([name]) => !/^confirm-|password|secret/.test(name))
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one ?? '')]));
}

export function RelayedFields({ relayed }: { relayed: Relayed }) {
  return (
    <>
      {relayed.map(([name, value], place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a form may send a name and a value twice, and their order counts
        <input key={place} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
