/** A write that one trigger refuses, and nothing else: with the trigger off it is taken. */
export interface RefusedWrite {
  code: string;
  /** What is laid down before, as the superuser: also the triggers that would answer first, switched off. */
  before?: string[];
  /** The cast's or the viewers' person in whose context it is written; nobody's where there is none. */
  as?: string;
  text: string;
  /** A rule that waits for the end is left waiting: another would answer there. */
  leftOpen?: boolean;
}

const person = (id: string) => `(select id from person where email = '${id}@cast.example')`;
const trust = (code: string) => `(select id from trust where code = '${code}')`;
const off = (table: string, ...triggers: string[]) =>
  triggers.map((name) => `alter table ${table} disable trigger ${name}`);

/** Writes a row of a table once more, with some columns changed: the columns that the database numbers itself are left to it. */
export const again = (table: string, changes: Record<string, string> = {}, where = 'true') =>
  `do $$
   declare v_columns text := (select string_agg(quote_ident(attname), ', ') from pg_attribute
     where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = '');
   begin
     execute format('insert into ${table} (%1$s) select %1$s from (select (jsonb_populate_record(x, jsonb_build_object(${Object.entries(
       changes,
     )
       .map(([column, value]) => `''${column}'', ${value.replaceAll("'", "''")}`)
       .join(', ')}))).* from ${table} x where ${where.replaceAll("'", "''")} limit 1) y', v_columns);
   end $$`;

const OF_SERVICES = 'exists (select from disbursement_line l where l.disbursement_id = x.disbursement_id)';
const sentBack = [
  ...off('service_review', 'written_once'),
  "update service_review set decision = 'sent_back', reason = 'planted by a test'",
];
const aField = `insert into vault.field (subject_id, field, version, data_key_id, sealed, kept_by)
  select id, 'account_number', 1, 1, 'x', 1 from vault.subject where record_id = 987654`;
const aSubject = "insert into vault.subject (kind, record_id) values ('payout_account', 987654)";

export const REFUSED: Record<string, RefusedWrite> = {
  'person cast_only_in_demo': {
    code: 'TU003',
    before: ["update installation set mode = 'live', clock_offset_days = 0"],
    text: "insert into person (name, email, origin) values ('Cast', 'x@example.test', 'cast')",
  },
  'trust docket_of_court': {
    code: 'RG018',
    text: again('trust', { code: "'T-9999'", court_name: "'Another court'" }),
  },
  'posting entries_balance': { code: 'LE001', text: again('posting', { line: '99' }) },
  'record_digest bound_once': { code: 'LE010', text: 'delete from record_digest' },
  'hold hold_only_ends': { code: 'LE010', text: 'update hold set amount = amount + 1' },
  'allocation allocation_whole': {
    code: 'RC003',
    before: [
      ...off('allocation', 'shared_freshly'),
      'alter table allocation drop constraint award_shares_receipt_once cascade',
    ],
    text: again('allocation'),
  },
  'allocation shared_freshly': {
    code: 'SI002',
    before: [
      ...off('allocation', 'allocation_whole'),
      'alter table allocation drop constraint award_shares_receipt_once cascade',
    ],
    text: again('allocation'),
  },
  'disbursement_version version_within_rules': {
    code: 'DI008',
    text: again('disbursement_version', { version: '99' }),
  },
  'disbursement request_begins': {
    code: 'DI008',
    text: again('disbursement', { reference: "'D-x'" }),
    leftOpen: true,
  },
  'disbursement request_says_what': {
    code: 'DI008',
    before: off('disbursement', 'request_begins'),
    text: again('disbursement', { reference: "'D-x'" }),
  },
  'disbursement disbursement_step': {
    code: 'DI008',
    text: "update disbursement set state = 'paid' where state = 'submitted'",
  },
  'disbursement_line line_belongs': {
    code: 'DI008',
    before: ['drop index service_paid_once'],
    text: again('disbursement_line'),
  },
  'approval approval_signed': {
    code: 'DI010',
    as: 'chua',
    before: [
      `insert into sec.passkey (credential_id, person_id, name, public_key, spki, counter, transports) select 'x', ${person('chua')}, 'x', 'x', 'x', 0, '{}'`,
      ...off('approval', 'z_services_stand'),
    ],
    text: again('approval', { version: '99' }, "decision = 'approve'"),
  },
  'case_assignment assigned_once': { code: 'RG007', text: again('case_assignment', {}, 'ended_at is null') },
  'case_assignment duties_apart': {
    code: 'RG001',
    text: `insert into case_assignment (beneficiary_id, person_id, starts_on) select id, ${person('alvarez')}, legal_today() from beneficiary where code = 'KALACHUCHI-17'`,
  },
  'supervision duties_apart': {
    code: 'RG001',
    text: `insert into supervision (supervisor_id, caseworker_id, starts_on) values (${person('alvarez')}, ${person('dizon')}, legal_today())`,
  },
  'trustee_term duties_apart': {
    code: 'RG001',
    text: again('trustee_term', { person_id: person('dizon'), ends_on: 'null' }, `trust_id = ${trust('T-0042')}`),
  },
  'trustee_term appointed_once': {
    code: 'LE010',
    text: 'update trustee_term set starts_on = starts_on - 1 where ended_at is null',
  },
  'trustee_term seated_once': {
    code: 'RG010',
    text: again('trustee_term', {}, 'ended_at is null and declined_on is null'),
  },
  'role_grant duties_apart': {
    code: 'RG001',
    text: `insert into role_grant (person_id, role) values (${person('alvarez')}, 'finance')`,
  },
  'role_grant given_freshly': {
    code: 'SI002',
    text: `insert into role_grant (person_id, role, granted_by) values (${person('dizon')}, 'supervisor', ${person('ocampo')})`,
  },
  'audit_event copy_taken_freshly': {
    code: 'SI002',
    text: again('audit_event', { facts: `'{"copy": "x"}'::jsonb` }),
  },
  'vault.field payee_kept_freshly': { code: 'SI002', before: [aSubject], text: aField },
  'vault.field payee_changed_freshly': {
    code: 'SI002',
    before: [aSubject, ...off('vault.field', 'payee_kept_freshly', 'replaced_by_agreement'), aField],
    text: 'update vault.field set version = version + 1',
  },
  'vault.field replaced_by_agreement': {
    code: 'RV014',
    as: 'ocampo',
    before: [aSubject, ...off('vault.field', 'payee_kept_freshly', 'payee_changed_freshly'), aField],
    text: 'update vault.field set version = version + 1',
  },
  'approval z_services_stand': {
    code: 'DI007',
    text: again('approval', { person_id: person('aquino') }, OF_SERVICES),
  },
  'disbursement_line z_services_stand': {
    code: 'DI012',
    before: [...sentBack, 'drop index service_paid_once', ...off('disbursement_line', 'line_belongs')],
    text: again('disbursement_line'),
  },
  'disbursement_version z_services_stand': {
    code: 'DI012',
    before: [...sentBack, ...off('disbursement_version', 'version_within_rules')],
    text: again('disbursement_version', { version: '99' }, OF_SERVICES),
  },
  'payment z_services_stand': {
    code: 'DI007',
    before: ['alter table payment drop constraint request_paid_once cascade'],
    text: again('payment', { reference: "'P-x'", bank_reference: "'x'", recorded_by: person('aquino') }, OF_SERVICES),
  },
  'payment_return z_services_stand': {
    code: 'DI007',
    before: ['alter table payment_return drop constraint payment_returned_once cascade'],
    text: again('payment_return', { reference: "'PR-x'", bank_reference: "'x'", recorded_by: person('aquino') }),
  },
  'service_delivered puts_right': {
    code: 'SR005',
    text: again('service_delivered', {
      reference: "'S-x'",
      replaces_id: '(select min(service_delivered_id) from disbursement_line)',
    }),
  },
};
