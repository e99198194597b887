/** The same form sent twice is done once: the verb stores this key and answers the repeat with the first result. */
export function KeyField({ value }: { value: string }) {
  return <input type="hidden" name="key" value={value} />;
}
