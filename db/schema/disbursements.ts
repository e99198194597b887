import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { person } from './access';
import { beneficiary } from './beneficiaries';
import { clockTime, decimal, identity, oneOf, ref } from './columns';
import { delegation } from './delegations';
import { provider } from './providers';
import { serviceDelivered } from './services-delivered';
import { subaccount, trust } from './trusts';

/** A request to pay for a beneficiary out of a trust. What is asked for stands in its versions. */
export const disbursement = pgTable(
  'disbursement',
  {
    id: identity(),
    reference: text().notNull().unique(),
    trustId: ref('trust_id')
      .notNull()
      .references(() => trust.id),
    subaccountId: ref('subaccount_id').notNull(),
    beneficiaryId: ref('beneficiary_id')
      .notNull()
      .references(() => beneficiary.id),
    providerId: ref('provider_id')
      .notNull()
      .references(() => provider.id),
    /** The version people decide on now. */
    version: integer().notNull().default(1),
    state: text({
      enum: ['submitted', 'changes_asked', 'approved', 'rejected', 'paid', 'returned'],
    })
      .notNull()
      .default('submitted'),
    requestedBy: ref('requested_by')
      .notNull()
      .references(() => person.id),
    requestedAt: clockTime('requested_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique('disbursement_of_trust').on(table.trustId, table.id),
    foreignKey({
      columns: [table.trustId, table.subaccountId],
      foreignColumns: [subaccount.trustId, subaccount.id],
    }),
    oneOf('disbursement_state_words', table.state, [
      'submitted',
      'changes_asked',
      'approved',
      'rejected',
      'paid',
      'returned',
    ]),
  ],
);

/** What exactly was asked for; a change is the next version and voids the decisions on this one. */
export const disbursementVersion = pgTable(
  'disbursement_version',
  {
    id: identity(),
    trustId: ref('trust_id').notNull(),
    disbursementId: ref('disbursement_id').notNull(),
    version: integer().notNull(),
    amount: decimal('amount').notNull(),
    currency: text().notNull(),
    category: text().notNull(),
    purpose: text().notNull(),
    invoice: text().notNull(),
    /** SHA-256 over the canonical request: what an approver agrees to. */
    requestHash: text('request_hash').notNull(),
    requiredApprovals: integer('required_approvals').notNull(),
    ruleKey: text('rule_key').notNull(),
    ruleVersion: integer('rule_version').notNull(),
    ruleReason: text('rule_reason').notNull(),
    madeBy: ref('made_by')
      .notNull()
      .references(() => person.id),
    /** Where it was made for somebody else; check_version() writes it, never who asks. */
    delegationId: ref('delegation_id').references(() => delegation.id),
    madeAt: clockTime('made_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique('version_once').on(table.disbursementId, table.version),
    foreignKey({
      columns: [table.trustId, table.disbursementId],
      foreignColumns: [disbursement.trustId, disbursement.id],
    }),
    check('version_amount_above_zero', sql`${table.amount} > 0 and ${table.amount} = round(${table.amount}, 2)`),
    check('version_needs_someone', sql`${table.requiredApprovals} between 1 and 9`),
  ],
);

/** The services a request pays for. A service is claimed by one living request at most. */
export const disbursementLine = pgTable(
  'disbursement_line',
  {
    id: identity(),
    trustId: ref('trust_id').notNull(),
    disbursementId: ref('disbursement_id').notNull(),
    serviceDeliveredId: ref('service_delivered_id')
      .notNull()
      .references(() => serviceDelivered.id),
    /** Set when the request ends without payment, or its payment came back: the service may be asked for again. */
    releasedAt: clockTime('released_at'),
  },
  (table) => [
    uniqueIndex('service_paid_once').on(table.serviceDeliveredId).where(sql`released_at is null`),
    foreignKey({
      columns: [table.trustId, table.disbursementId],
      foreignColumns: [disbursement.trustId, disbursement.id],
    }),
  ],
);

/** One trustee's decision on one version. Only record_approval() writes here; it is never changed. */
export const approval = pgTable(
  'approval',
  {
    id: identity(),
    trustId: ref('trust_id').notNull(),
    disbursementId: ref('disbursement_id').notNull(),
    version: integer().notNull(),
    requestHash: text('request_hash').notNull(),
    personId: ref('person_id')
      .notNull()
      .references(() => person.id),
    /** Where it was decided for another trustee. The two count as one person. */
    delegationId: ref('delegation_id').references(() => delegation.id),
    decision: text({
      enum: ['approve', 'ask_for_changes', 'reject', 'step_aside'],
    }).notNull(),
    standards: text().array().notNull(),
    otherResources: text('other_resources', {
      enum: ['considered', 'none_exist'],
    }),
    reason: text().notNull(),
    /** What the decider concluded about the checks that need judgement. */
    judgement: text(),
    decidedAt: clockTime('decided_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    unique('person_decides_once').on(table.disbursementId, table.version, table.personId),
    foreignKey({
      columns: [table.trustId, table.disbursementId],
      foreignColumns: [disbursement.trustId, disbursement.id],
    }),
    check('approval_has_reason', sql`length(btrim(${table.reason})) >= 3`),
    check('approval_names_standard', sql`${table.decision} <> 'approve' or cardinality(${table.standards}) > 0`),
    oneOf('approval_decision_words', table.decision, ['approve', 'ask_for_changes', 'reject', 'step_aside']),
    oneOf('approval_other_resources_words', table.otherResources, ['considered', 'none_exist']),
  ],
);

/**
 * What an approver's passkey signed, with the key to check it by, so that a stranger can (app/access/approval-signature.ts).
 * Only sign_approval() writes here. Binary parts are in base64url, as browsers write them.
 */
export const approvalSignature = pgTable('approval_signature', {
  approvalId: ref('approval_id')
    .primaryKey()
    .references(() => approval.id),
  trustId: ref('trust_id').notNull(),
  nonce: text().notNull().unique('nonce_signed_once'),
  credentialId: text('credential_id').notNull(),
  /** The public key in DER (SPKI), as it was enrolled. */
  publicKey: text('public_key').notNull(),
  origin: text().notNull(),
  authenticatorData: text('authenticator_data').notNull(),
  clientData: text('client_data').notNull(),
  signature: text().notNull(),
  signedAt: clockTime('signed_at').notNull().default(sql`clock_timestamp()`),
});

/** A decision taken back before the payment. The decision itself stays on record. */
export const approvalWithdrawal = pgTable('approval_withdrawal', {
  approvalId: ref('approval_id')
    .primaryKey()
    .references(() => approval.id),
  trustId: ref('trust_id').notNull(),
  disbursementId: ref('disbursement_id').notNull(),
  reason: text().notNull(),
  withdrawnAt: clockTime('withdrawn_at').notNull().default(sql`clock_timestamp()`),
});
