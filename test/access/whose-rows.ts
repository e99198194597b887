/** Who looks, and whose each row is: what the matrix of row security is counted by. */
export interface Viewer {
  name: string;
  email?: string;
  /** Trusts and children that are this person's by their role; all of them where it reads for the whole organization. */
  trusts: string[] | 'all';
  children: string[] | 'all';
  token?: string;
  personId?: number;
}

export const VIEWERS: Viewer[] = [
  {
    name: 'trustee 42 43, ended 44',
    email: 'alvarez@cast.example',
    trusts: ['T-0042', 'T-0043'],
    children: ['KALACHUCHI-17', 'NIYOG-01'],
  },
  { name: 'trustee of all', email: 'chua@cast.example', trusts: 'all', children: 'all' },
  { name: 'trustee of 44 alone', trusts: ['T-0044'], children: ['KAMAGONG-22', 'MAKOPA-38', 'TANGLAD-68'] },
  { name: 'stands in for 42', trusts: ['T-0042'], children: ['KALACHUCHI-17'] },
  { name: 'trustee of none', trusts: [], children: [] },
  { name: 'caseworker', email: 'dizon@cast.example', trusts: [], children: ['KALACHUCHI-17', 'NIYOG-01'] },
  { name: 'caseworker of none', trusts: [], children: [] },
  { name: 'supervisor', trusts: [], children: ['KALACHUCHI-17', 'NIYOG-01'] },
  { name: 'finance', email: 'reyes@cast.example', trusts: 'all', children: 'all' },
  { name: 'court of 42', email: 'chambers-zzz@cast.example', trusts: ['T-0042'], children: ['KALACHUCHI-17'] },
  {
    name: 'court of 43 44',
    email: 'chambers-yyy@cast.example',
    trusts: ['T-0043', 'T-0044'],
    children: ['NIYOG-01', 'KAMAGONG-22', 'MAKOPA-38', 'TANGLAD-68'],
  },
  { name: 'auditor', email: 'lim@cast.example', trusts: 'all', children: 'all' },
  { name: 'administrator', email: 'ocampo@cast.example', trusts: [], children: [] },
  { name: 'guardian ad litem', trusts: [], children: ['KALACHUCHI-17'] },
  { name: 'guardian, ended', trusts: [], children: [] },
  { name: 'caseworker, ended', trusts: [], children: [] },
  { name: 'supervisor, ended', trusts: [], children: [] },
  { name: 'trustee of 42, role ended', trusts: [], children: [] },
  { name: 'operator', trusts: 'all', children: 'all' },
  { name: 'nobody', trusts: [], children: [] },
];

/** Whose a row is: $1 the viewer's trusts, $2 children, $3 person. A table that is missing here fails the test. */
const BY_TRUST = 'trust_id = any($1)';
const BY_CHILD = 'beneficiary_id = any($2)';
const BY_DELEGATION = '$3 in (delegator_id, delegate_id) or trust_id = any($1)';
const BY_PERSON = 'person_id = $3';
const EVERYONES = 'true';
const BY_REVEAL = 'request_id in (select id from reveal_request where beneficiary_id = any($2))';
const BY_ERASURE = 'request_id in (select id from erasure_request where beneficiary_id = any($2))';
const BY_RIGHT = 'request_id in (select id from rights_request where beneficiary_id = any($2))';
/** Those that name the person, and those of a trust in which they are in office. */
const RESTRICTIONS = `select r.id from record_restriction r where sec.in_office($3, r.trust_id)
  or exists (select from record_restriction_person p where p.restriction_id = r.id and p.person_id = $3)`;
const BY_RESTRICTION = `restriction_id in (${RESTRICTIONS})`;
const OF_INCIDENT = 'incident_id in (select id from incident where reported_by = $3)';
const ORDERS = 'select a.order_id from award a where a.trust_id = any($1)';
export const OWN: Record<string, string> = {
  account: BY_TRUST,
  account_month: BY_TRUST,
  accounting: BY_TRUST,
  accounting_filing: BY_TRUST,
  aggregate_publication: EVERYONES,
  allocation: BY_TRUST,
  approval: BY_TRUST,
  approval_signature: BY_TRUST,
  approval_withdrawal: BY_TRUST,
  audit_checkpoint: EVERYONES,
  audit_event: `${BY_TRUST} or ${BY_PERSON} or (${BY_CHILD} and exists (select from supervision s where s.supervisor_id = $3 and s.caseworker_id = audit_event.person_id))`,
  audit_link: EVERYONES,
  audit_waiting: EVERYONES,
  award: BY_TRUST,
  bank_statement: BY_TRUST,
  beneficiary: 'id = any($2)',
  care_plan: BY_CHILD,
  case_assignment: `${BY_PERSON} or exists (select from supervision s where s.supervisor_id = $3 and s.ended_at is null and s.caseworker_id = case_assignment.person_id)`,
  case_conflict: `case_id in (select case_id from restitution_order where id in (${ORDERS}))`,
  case_conflict_agreement: `conflict_id in (select c.id from case_conflict c join restitution_order o on o.case_id = c.case_id where o.id in (${ORDERS}))`,
  chain_anchor: BY_TRUST,
  chain_head: BY_TRUST,
  chain_link: BY_TRUST,
  command_log: BY_PERSON,
  court_case: `id in (select case_id from restitution_order where id in (${ORDERS}))`,
  court_seat: BY_PERSON,
  currency: EVERYONES,
  defendant: `case_id in (select case_id from restitution_order where id in (${ORDERS}))`,
  delegation: BY_DELEGATION,
  delegation_step: `delegation_id in (select id from delegation where ${BY_DELEGATION})`,
  disbursement: BY_TRUST,
  disbursement_line: BY_TRUST,
  disbursement_version: BY_TRUST,
  erasure: BY_ERASURE,
  erasure_decision: BY_ERASURE,
  erasure_request: BY_CHILD,
  hold: BY_TRUST,
  incident: 'reported_by = $3',
  incident_assessment: OF_INCIDENT,
  incident_line: OF_INCIDENT,
  incident_subject: BY_CHILD,
  installation: EVERYONES,
  journal_entry: BY_TRUST,
  legal_hold: BY_CHILD,
  legal_hold_lifting: 'hold_id in (select id from legal_hold where beneficiary_id = any($2))',
  lot: BY_TRUST,
  obligation: 'award_id in (select id from award where trust_id = any($1))',
  payment: BY_TRUST,
  payment_return: BY_TRUST,
  payout_account: EVERYONES,
  payout_account_step: EVERYONES,
  period_close: BY_TRUST,
  period_reopening: BY_TRUST,
  period_reopening_request: BY_TRUST,
  period_reopening_withdrawal: BY_TRUST,
  person: EVERYONES,
  plan_item: BY_CHILD,
  plan_rate: BY_CHILD,
  policy: EVERYONES,
  posting: BY_TRUST,
  provider: EVERYONES,
  receipt: 'id in (select receipt_id from allocation where trust_id = any($1))',
  record_digest: EVERYONES,
  record_restriction: `id in (${RESTRICTIONS})`,
  record_restriction_lifting: BY_RESTRICTION,
  record_restriction_person: BY_RESTRICTION,
  restitution_order: `id in (${ORDERS})`,
  reveal_closing: BY_REVEAL,
  reveal_decision: BY_REVEAL,
  reveal_opening: BY_REVEAL,
  reveal_request: BY_CHILD,
  reveal_review: BY_REVEAL,
  rights_answer: BY_RIGHT,
  rights_decision: BY_RIGHT,
  rights_request: BY_CHILD,
  role_grant: EVERYONES,
  role_grant_review: 'grant_id in (select id from role_grant where person_id = $3)',
  service_delivered: BY_CHILD,
  service_note: BY_CHILD,
  service_review: BY_CHILD,
  service_withdrawal: BY_CHILD,
  subaccount: BY_TRUST,
  supervision: 'supervisor_id = $3 or caseworker_id = $3',
  trust: 'id = any($1)',
  trustee_term: BY_TRUST,
  trustee_term_step: 'term_id in (select id from trustee_term where trust_id = any($1))',
  valuation: BY_TRUST,
  verification_run: EVERYONES,
};
