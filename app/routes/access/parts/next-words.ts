const NEXT: readonly [address: RegExp, words: (ref: string) => string][] = [
  [/^\/disbursements\/([^/]+)\/approval$/, (ref) => `Next your decision on ${ref} is recorded.`],
  [/^\/disbursements\/([^/]+)\/payment$/, (ref) => `Next the payment of ${ref} is recorded and posted.`],
  [/^\/accountings\/([^/]+)\/filing$/, (ref) => `Next ${ref} is filed with the court.`],
  [/^\/audit\/trail\.csv$/, () => 'Next the entries are saved as a file.'],
  [/^\/account\/(.+)$/, () => 'Next you change how you sign in.'],
];

/** What happens once the person has shown that it is them: nobody should confirm what they do not know. */
export function nextWords(address: string): string {
  for (const [pattern, words] of NEXT) {
    const [found, ref] = pattern.exec(address.replace(/[?#].*$/, '')) ?? [];
    if (found) return words(decodeURIComponent(ref ?? ''));
  }
  return 'Next you go on where you were.';
}
