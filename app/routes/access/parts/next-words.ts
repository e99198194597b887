const NEXT: readonly [address: RegExp, words: (ref: string) => string][] = [
  [/^\/disbursements\/([^/]+)\/approval$/, (ref) => `Next your decision on ${ref} is recorded.`],
  [/^\/disbursements\/([^/]+)\/payment$/, (ref) => `Next the payment of ${ref} is recorded and posted.`],
  [
    /^\/rights\/([^/]+)\/file\.\w+$/,
    (ref) =>
      `Next a copy of the access file of ${ref} is saved under your name. If this page stays then, go back to the request.`,
  ],
  [/^\/accountings\/([^/]+)\/filing$/, (ref) => `Next ${ref} is filed with the court.`],
  [/^\/trustee-terms\/[^/]+\/acceptance$/, () => 'Next you accept to be trustee.'],
  [/^\/trustee-terms\/[^/]+\/declining$/, () => 'Next you decline to be trustee.'],
  [/^\/trustee-terms\/new$/, () => 'Next the appointment is recorded.'],
  [/^\/trustee-terms\/[^/]+\/end$/, () => 'Next the end of the term is recorded.'],
  [/^\/audit\/trail\.csv$/, () => 'Next the entries are saved as a file.'],
  [/^\/incidents\/annual\.csv$/, () => 'Next the counts of the year are saved under your name.'],
  [
    /^\/accountings\/([^/]+)\/document\.\w+$/,
    (ref) => `Next a copy of ${ref} is saved under your name. If this page stays then, go back to the accounting.`,
  ],
  [
    /^\/aggregates\/([^/]+)\/table\.csv$/,
    (ref) => `Next the figures of ${ref} are saved under your name. If this page stays then, go back to them.`,
  ],
  [
    /^\/erasures\/([^/]+)\/certificate\.json$/,
    (ref) => `Next the certificate of ${ref} is saved under your name. If this page stays then, go back to it.`,
  ],
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
