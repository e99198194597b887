/** What a record of the trail is, where its kind does not say it in people's words. */
const KINDS: Record<string, string> = {
  accounting: 'an accounting',
  aggregates: 'published figures',
  assignment: 'a duty of care',
  beneficiary: 'a child',
  copy: 'a file',
  court_seat: 'a court’s seat',
  delegation: 'a delegation',
  disbursement: 'a request for payment',
  entry: 'an entry of the books',
  erasure: 'an erasure',
  factor: 'a factor of signing in',
  incident: 'an incident',
  incidents: 'counts of incidents',
  key: 'a key',
  legal_hold: 'a legal hold',
  payment: 'a payment',
  person: 'a person who works here',
  provider: 'a provider',
  receipt: 'a receipt',
  retention: 'technical records',
  reveal: 'a request about an identity',
  rights_request: 'a request about rights',
  role: 'a role',
  service: 'a service',
  session: 'a session',
  supervision: 'a supervision',
  text: 'a text',
  trail: 'the trail',
  'trustee-term': 'a trustee’s term',
  trust: 'a trust',
  vault: 'the vault',
};

/** The kind of a record, for who is not shown which record it is. */
export function kindWords(recordType: string): string {
  return KINDS[recordType] ?? recordType.replaceAll('_', ' ');
}
