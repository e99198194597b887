import { type Permission, rolesWith } from './permissions';
import type { Role } from './roles';

/** Each permission as the end of "may …", for the page that says what each role can see. A new one has to be worded. */
const WORDS: Record<Permission, string> = {
  'home.read': 'open their own first page, and this one',
  'trust.read': 'read the books of a trust',
  'books-summary.read':
    'read the money of a child they speak for in sums: what is there, received and spent by purpose, and how many requests',
  'care.read': 'read the plan of a child they speak for, the services given and the workers’ notes',
  'entry.read': 'read an entry of the books',
  'entry.reverse': 'take an entry back by a reversal',
  'period.close': 'close a period, ask for opening it again or withdraw that, and agree to what another asked',
  'beneficiary.read': 'see a child’s code and what belongs to it',
  'beneficiary.take-in': 'take in a child: their identity into the vault, a code out',
  'reveal.read': 'read requests about identities that concern them',
  'reveal.request': 'ask to see one detail of a child’s identity; a second person decides',
  'reveal.agree': 'decide, as the second person, whether a detail is shown',
  'reveal.review': 'review afterwards whether showing it was in order',
  'erasure.read': 'read requests to erase an identity that concern them',
  'erasure.export': 'take a numbered copy of the certificate of a done erasure',
  'erasure.request': 'ask that a child’s identity be erased; two others decide',
  'erasure.agree': 'decide, as one of two others, whether an identity is erased',
  'rights.read': 'read requests about a child’s rights that concern them',
  'rights.record': 'record that somebody asks what is held of a child, or that it be put right',
  'rights.agree': 'decide on such a request that another recorded',
  'rights.answer': 'answer it where another agreed: put a note of correction beside a record',
  'rights.export': 'take the file of what is held of the child, a numbered copy, where another agreed',
  'rights.correct': 'type the right value into the vault where another agreed',
  'legal-hold.place':
    'lay a legal hold on a child, a trust or a case, under which nothing of it is erased; an auditor also on a person',
  'legal-hold.lift': 'lift a legal hold, as one of two; an auditor first',
  'receipt.read': 'read what was received',
  'receipt.record': 'record what was received and post its shares',
  'service-delivered.log': 'log services given',
  'service-delivered.read': 'read the services and plans of their children',
  'team.review': 'confirm a service that their team logged, or send it back with a reason',
  'team.read': 'read the plans, services and notes of their team’s children',
  'disbursement.read': 'read requests for payment',
  'disbursement.request': 'ask for a payment',
  'disbursement.approve': 'decide on a payment that they did not ask for',
  'payment.record': 'record a payment that others asked for and approved, and its return by the bank',
  'books.import': 'bring in books from a file',
  'accounting.read': 'read accountings; a court, those filed with it',
  'accounting.export': 'take a numbered copy of an accounting as a file',
  'accounting.prepare': 'prepare an accounting',
  'accounting.file': 'verify and file an accounting that another person prepared',
  'aggregate.read': 'read how many children were given which services in a quarter, with small counts hidden',
  'aggregate.export': 'take a numbered copy of those figures as a file',
  'audit.read': 'read who did what; an administrator, who did which kind of act and not of what',
  'audit.export': 'save entries of the trail as a file',
  'person.read': 'see who works here and as what',
  'role.grant': 'give and end roles, never their own',
  'care-duty.keep':
    'say which child, by its code, is whose to look after, who supervises whom, and which docket a court reads',
  'trustee-term.read': 'see who is, was and will be trustee, by what authority',
  'trustee-term.appoint': 'record that somebody is appointed trustee, by order or instrument',
  'trustee-term.answer':
    'accept or decline their own appointment as trustee, and record that notice of a trustee was given',
  'trustee-term.end':
    'resign as trustee; an administrator, record any other end of a term; and record what a former trustee handed over',
  'access.review': 'review who holds which role, never their own',
  'delegation.read': 'see who stands in for whom, where it concerns them',
  'delegation.give': 'hand powers of their office to another for a term, never those they stand in for',
  'delegation.accept': 'accept to stand in for somebody',
  'delegation.end': 'end at once that one stands in for another',
  'restriction.read': 'see which records are restricted, where they are named',
  'restriction.keep': 'restrict a record to named people for a time, and lift that',
  'payment.export': 'take the advice of a payment that its provider is sent',
  'provider.read': 'see providers, until when they may be paid and the last four of their accounts',
  'payout-account.ask': 'ask that a provider be paid on another account, whose number goes to the vault',
  'payout-account.check': 'call a provider back about its account, agree to it as a third person, or stop it',
  'party.read': 'see who is recorded as a party to a case',
  'party.record': 'record a defendant or an alleged offender of a case, whose name goes to the vault',
  'party.agree': 'agree that somebody who works here is a party to a case, where another recorded it',
  'retention.read': 'read for how long each kind of record is kept, and what is due',
  'incident.report': 'report an incident with data of people, and read what they reported',
  'incident.keep': 'keep the register of incidents: assess them and record who was told',
  'incident.export': 'take a numbered copy of a year’s counts of incidents as a file',
  'account.keep': 'keep their own sign-in, devices and sessions',
};

/** What a role may do, in the order of the permissions: made from what the guard asks, so that it cannot say otherwise. */
export function mayDo(role: Role): string[] {
  return (Object.keys(WORDS) as Permission[])
    .filter((permission) => rolesWith(permission).includes(role))
    .map((permission) => WORDS[permission]);
}

/** Kinds of rows a role sees, each with a table that stands for it. test/access holds this to the matrix of row security. */
export const SIGHTS = {
  money: { table: 'posting', words: 'money' },
  care: { table: 'service_delivered', words: 'services by code' },
  notes: { table: 'service_note', words: 'workers’ notes' },
} as const;
export type Sight = keyof typeof SIGHTS;

/** Of which records, and which kinds of them. Names are in none: they are asked for one by one, and shown for ten minutes. */
export const SEES: Record<Role, { of: string; kinds: readonly Sight[] }> = {
  trustee: {
    of: 'the trusts in whose term of office they are today, or stand in for one who is',
    kinds: ['money', 'care'],
  },
  caseworker: { of: 'the children assigned to them today', kinds: ['care', 'notes'] },
  supervisor: {
    of: 'the children of the caseworkers they supervise today, or stand in for one who does',
    kinds: ['care', 'notes'],
  },
  finance: { of: 'every trust', kinds: ['money', 'care'] },
  court: { of: 'what was filed on its own docket', kinds: ['money'] },
  auditor: { of: 'every trust, to read and never to write', kinds: ['money', 'care'] },
  administrator: {
    of: 'people, their roles, which kinds of acts they did, and who is trustee of which trust, by its code',
    kinds: [],
  },
  guardian_ad_litem: { of: 'the children the court appointed them for, today', kinds: ['care', 'notes'] },
  operator: { of: 'every trust, at the command line and on no page', kinds: ['money', 'care'] },
};
