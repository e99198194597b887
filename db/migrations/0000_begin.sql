CREATE TABLE "role_grant_review" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "role_grant_review_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"grant_id" bigint NOT NULL,
	"quarter_on" date NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"decided_by" bigint NOT NULL,
	"decided_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "role_reviewed_once" UNIQUE("grant_id","quarter_on"),
	CONSTRAINT "role_grant_review_decision" CHECK ("role_grant_review"."decision" in ('confirmed', 'ended')),
	CONSTRAINT "role_grant_review_reason" CHECK (length(btrim("role_grant_review"."reason")) between 3 and 600)
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"only_row" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"mode" text NOT NULL,
	"clock_offset_days" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "installation_only_row" CHECK ("installation"."only_row" = 1),
	CONSTRAINT "installation_mode" CHECK ("installation"."mode" in ('demo', 'live')),
	CONSTRAINT "installation_live_clock" CHECK ("installation"."mode" = 'demo' or "installation"."clock_offset_days" = 0)
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "person_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"email" text,
	"origin" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "person_email_unique" UNIQUE("email"),
	CONSTRAINT "person_origin" CHECK ("person"."origin" in ('cast', 'enrolled', 'system')),
	CONSTRAINT "person_name_given" CHECK (btrim("person"."name") <> ''),
	CONSTRAINT "person_email_lower" CHECK ("person"."email" = lower(btrim("person"."email")) and "person"."email" like '%_@_%'),
	CONSTRAINT "person_email_given" CHECK (("person"."origin" = 'system') = ("person"."email" is null))
);
--> statement-breakpoint
CREATE TABLE "role_grant" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "role_grant_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" bigint NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"granted_by" bigint,
	"reason" text DEFAULT '' NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" bigint,
	"end_reason" text,
	CONSTRAINT "role_grant_role" CHECK ("role_grant"."role" in ('trustee', 'caseworker', 'supervisor', 'finance', 'court', 'auditor', 'administrator', 'guardian_ad_litem', 'operator')),
	CONSTRAINT "role_grant_order" CHECK ("role_grant"."ended_at" is null or "role_grant"."ended_at" >= "role_grant"."granted_at")
);
--> statement-breakpoint
CREATE TABLE "accounting" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "accounting_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"trust_id" bigint NOT NULL,
	"docket" text NOT NULL,
	"ordinal" integer NOT NULL,
	"from_on" date NOT NULL,
	"through_on" date NOT NULL,
	"figures" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"prepared_by" bigint NOT NULL,
	"prepared_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "accounting_reference_unique" UNIQUE("reference"),
	CONSTRAINT "accounting_period" CHECK ("accounting"."through_on" >= "accounting"."from_on")
);
--> statement-breakpoint
CREATE TABLE "accounting_filing" (
	"accounting_id" bigint PRIMARY KEY NOT NULL,
	"trust_id" bigint NOT NULL,
	"from_on" date NOT NULL,
	"through_on" date NOT NULL,
	"verified_by" bigint NOT NULL,
	"filed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "aggregate_publication" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "aggregate_publication_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"quarter_on" date NOT NULL,
	"least" integer NOT NULL,
	"cells" jsonb NOT NULL,
	"published_by" bigint NOT NULL,
	"published_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "aggregate_published_once" UNIQUE("quarter_on"),
	CONSTRAINT "aggregate_quarter" CHECK ("aggregate_publication"."quarter_on" = date_trunc('quarter', "aggregate_publication"."quarter_on"::timestamp)::date),
	CONSTRAINT "aggregate_least" CHECK ("aggregate_publication"."least" >= 2)
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoint" (
	"number" bigint PRIMARY KEY NOT NULL,
	"length" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"sealed" text NOT NULL,
	CONSTRAINT "audit_checkpoint_whole" CHECK (octet_length("audit_checkpoint"."hash") = 32 and "audit_checkpoint"."length" > 0),
	CONSTRAINT "audit_checkpoint_key" CHECK ("audit_checkpoint"."key_id" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"person_id" bigint NOT NULL,
	"action" text NOT NULL,
	"record_type" text NOT NULL,
	"record_ref" text NOT NULL,
	"trust_id" bigint,
	"beneficiary_id" bigint,
	"facts" jsonb NOT NULL,
	"request_id" text NOT NULL,
	"session_id" uuid,
	"address" text,
	"device" text,
	"factor" text,
	"factor_age" integer
);
--> statement-breakpoint
CREATE TABLE "audit_link" (
	"place" bigint PRIMARY KEY NOT NULL,
	"event_id" bigint NOT NULL,
	"said" text NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_link_event_id_unique" UNIQUE("event_id"),
	CONSTRAINT "audit_link_whole" CHECK (octet_length("audit_link"."hash") = 32 and "audit_link"."place" > 0)
);
--> statement-breakpoint
CREATE TABLE "audit_waiting" (
	"event_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "command_log" (
	"key" uuid PRIMARY KEY NOT NULL,
	"person_id" bigint NOT NULL,
	"action" text NOT NULL,
	"request_sha256" text NOT NULL,
	"result" jsonb,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_digest" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "record_digest_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"record" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"event_id" bigint,
	CONSTRAINT "record_digest_whole" CHECK (octet_length("record_digest"."digest") = 32)
);
--> statement-breakpoint
CREATE TABLE "award" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "award_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"order_id" bigint NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"trust_id" bigint NOT NULL,
	"basis" text NOT NULL,
	"loss_found" numeric(20,4) NOT NULL,
	"applied_before" numeric(20,4) DEFAULT 0 NOT NULL,
	CONSTRAINT "award_reference_unique" UNIQUE("reference"),
	CONSTRAINT "award_order_id_beneficiary_id_unique" UNIQUE("order_id","beneficiary_id"),
	CONSTRAINT "award_amounts" CHECK ("award"."loss_found" > 0 and "award"."applied_before" between 0 and "award"."loss_found")
);
--> statement-breakpoint
CREATE TABLE "court_case" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "court_case_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"docket" text NOT NULL,
	"court_name" text NOT NULL,
	"short_name" text NOT NULL,
	CONSTRAINT "court_case_docket_unique" UNIQUE("docket")
);
--> statement-breakpoint
CREATE TABLE "defendant" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "defendant_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"sequence" integer NOT NULL,
	CONSTRAINT "defendant_case_id_sequence_unique" UNIQUE("case_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "obligation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "obligation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"award_id" bigint NOT NULL,
	"defendant_id" bigint NOT NULL,
	"liability" text NOT NULL,
	"cap" numeric(20,4) NOT NULL,
	CONSTRAINT "obligation_award_id_defendant_id_unique" UNIQUE("award_id","defendant_id"),
	CONSTRAINT "obligation_cap_above_zero" CHECK ("obligation"."cap" > 0),
	CONSTRAINT "obligation_liability_words" CHECK ("obligation"."liability" in ('joint_several', 'several'))
);
--> statement-breakpoint
CREATE TABLE "restitution_order" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "restitution_order_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"entered_on" date NOT NULL,
	CONSTRAINT "restitution_order_case_id_version_unique" UNIQUE("case_id","version")
);
--> statement-breakpoint
CREATE TABLE "bank_statement" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "bank_statement_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"account_ending" text NOT NULL,
	"statement_on" date NOT NULL,
	"closing_balance" numeric(20,4) NOT NULL,
	"outstanding" jsonb NOT NULL,
	CONSTRAINT "bank_statement_trust_id_account_ending_statement_on_unique" UNIQUE("trust_id","account_ending","statement_on")
);
--> statement-breakpoint
CREATE TABLE "beneficiary" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "beneficiary_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"majority_on" date,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "beneficiary_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "case_assignment" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "case_assignment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"beneficiary_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"given_by" bigint,
	"reason" text DEFAULT '' NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" bigint,
	"end_reason" text,
	CONSTRAINT "case_assignment_days" CHECK ("case_assignment"."ends_on" >= "case_assignment"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "supervision" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "supervision_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"supervisor_id" bigint NOT NULL,
	"caseworker_id" bigint NOT NULL,
	"starts_on" date NOT NULL,
	"given_by" bigint,
	"reason" text DEFAULT '' NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" bigint,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "care_plan" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "care_plan_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"beneficiary_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"approved_on" date NOT NULL,
	"review_on" date NOT NULL,
	CONSTRAINT "care_plan_beneficiary_id_version_unique" UNIQUE("beneficiary_id","version")
);
--> statement-breakpoint
CREATE TABLE "plan_item" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "plan_item_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plan_id" bigint NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"service" text NOT NULL,
	"provider_id" bigint NOT NULL,
	"unit" text NOT NULL,
	"quantity" integer NOT NULL,
	"until" date NOT NULL,
	CONSTRAINT "plan_item_plan_id_position_unique" UNIQUE("plan_id","position"),
	CONSTRAINT "plan_item_some" CHECK ("plan_item"."quantity" > 0),
	CONSTRAINT "plan_item_unit_words" CHECK ("plan_item"."unit" in ('session', 'visit', 'term', 'month', 'item'))
);
--> statement-breakpoint
CREATE TABLE "plan_rate" (
	"plan_item_id" bigint PRIMARY KEY NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"unit_price" numeric(20,4) NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	CONSTRAINT "plan_rate_above_zero" CHECK ("plan_rate"."unit_price" > 0)
);
--> statement-breakpoint
CREATE TABLE "account_month" (
	"trust_id" bigint NOT NULL,
	"account_id" bigint NOT NULL,
	"part" text NOT NULL,
	"month" date NOT NULL,
	"moved" numeric(20,4) NOT NULL,
	CONSTRAINT "account_month_trust_id_account_id_part_month_pk" PRIMARY KEY("trust_id","account_id","part","month")
);
--> statement-breakpoint
CREATE TABLE "chain_head" (
	"trust_id" bigint PRIMARY KEY NOT NULL,
	"length" bigint NOT NULL,
	"entry_id" bigint NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_link" (
	"trust_id" bigint NOT NULL,
	"place" bigint NOT NULL,
	"entry_id" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "chain_link_trust_id_place_pk" PRIMARY KEY("trust_id","place"),
	CONSTRAINT "chain_link_entry_id_unique" UNIQUE("entry_id"),
	CONSTRAINT "chain_link_whole" CHECK (octet_length("chain_link"."hash") = 32 and "chain_link"."place" > 0)
);
--> statement-breakpoint
CREATE TABLE "currency" (
	"code" text PRIMARY KEY NOT NULL,
	"decimals" smallint NOT NULL,
	CONSTRAINT "currency_shape" CHECK ("currency"."code" ~ '^[A-Z]{3}$' and "currency"."decimals" between 0 and 4)
);
--> statement-breakpoint
CREATE TABLE "delegation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delegation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delegator_id" bigint NOT NULL,
	"delegate_id" bigint NOT NULL,
	"role" text NOT NULL,
	"grant_id" bigint NOT NULL,
	"trust_id" bigint,
	"powers" text[] NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"reason" text NOT NULL,
	"given_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "delegation_role" CHECK ("delegation"."role" in ('trustee', 'supervisor')),
	CONSTRAINT "delegation_of_two" CHECK ("delegation"."delegator_id" <> "delegation"."delegate_id"),
	CONSTRAINT "delegation_reach" CHECK (("delegation"."role" = 'trustee') = ("delegation"."trust_id" is not null)),
	CONSTRAINT "delegation_powers" CHECK ("delegation"."powers" <@ case "delegation"."role" when 'trustee' then array['ask', 'decide'] else array['review'] end),
	CONSTRAINT "delegation_order" CHECK ("delegation"."ends_on" >= "delegation"."starts_on"),
	CONSTRAINT "delegation_reason" CHECK (length(btrim("delegation"."reason")) between 10 and 600)
);
--> statement-breakpoint
CREATE TABLE "delegation_step" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delegation_step_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delegation_id" bigint NOT NULL,
	"step" text NOT NULL,
	"person_id" bigint NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "delegation_step_once" UNIQUE("delegation_id","step"),
	CONSTRAINT "delegation_step_words" CHECK ("delegation_step"."step" in ('accepted', 'agreed', 'ended')),
	CONSTRAINT "delegation_step_reason" CHECK ("delegation_step"."step" <> 'ended' or length(btrim("delegation_step"."reason")) between 3 and 600)
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "approval_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"disbursement_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"request_hash" text NOT NULL,
	"person_id" bigint NOT NULL,
	"delegation_id" bigint,
	"decision" text NOT NULL,
	"standards" text[] NOT NULL,
	"other_resources" text,
	"reason" text NOT NULL,
	"judgement" text,
	"decided_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "person_decides_once" UNIQUE("disbursement_id","version","person_id"),
	CONSTRAINT "approval_has_reason" CHECK (length(btrim("approval"."reason")) >= 3),
	CONSTRAINT "approval_names_standard" CHECK ("approval"."decision" <> 'approve' or cardinality("approval"."standards") > 0),
	CONSTRAINT "approval_decision_words" CHECK ("approval"."decision" in ('approve', 'ask_for_changes', 'reject', 'step_aside')),
	CONSTRAINT "approval_other_resources_words" CHECK ("approval"."other_resources" in ('considered', 'none_exist'))
);
--> statement-breakpoint
CREATE TABLE "approval_signature" (
	"approval_id" bigint PRIMARY KEY NOT NULL,
	"trust_id" bigint NOT NULL,
	"nonce" text NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"origin" text NOT NULL,
	"authenticator_data" text NOT NULL,
	"client_data" text NOT NULL,
	"signature" text NOT NULL,
	"signed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "nonce_signed_once" UNIQUE("nonce")
);
--> statement-breakpoint
CREATE TABLE "approval_withdrawal" (
	"approval_id" bigint PRIMARY KEY NOT NULL,
	"trust_id" bigint NOT NULL,
	"disbursement_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"withdrawn_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disbursement" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "disbursement_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"trust_id" bigint NOT NULL,
	"subaccount_id" bigint NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"provider_id" bigint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'submitted' NOT NULL,
	"requested_by" bigint NOT NULL,
	"requested_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "disbursement_reference_unique" UNIQUE("reference"),
	CONSTRAINT "disbursement_of_trust" UNIQUE("trust_id","id"),
	CONSTRAINT "disbursement_state_words" CHECK ("disbursement"."state" in ('submitted', 'changes_asked', 'approved', 'rejected', 'paid', 'returned'))
);
--> statement-breakpoint
CREATE TABLE "disbursement_line" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "disbursement_line_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"disbursement_id" bigint NOT NULL,
	"service_delivered_id" bigint NOT NULL,
	"released_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "disbursement_version" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "disbursement_version_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"disbursement_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"amount" numeric(20,4) NOT NULL,
	"currency" text NOT NULL,
	"category" text NOT NULL,
	"purpose" text NOT NULL,
	"invoice" text NOT NULL,
	"request_hash" text NOT NULL,
	"required_approvals" integer NOT NULL,
	"rule_key" text NOT NULL,
	"rule_version" integer NOT NULL,
	"rule_reason" text NOT NULL,
	"made_by" bigint NOT NULL,
	"delegation_id" bigint,
	"made_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "version_once" UNIQUE("disbursement_id","version"),
	CONSTRAINT "version_amount_above_zero" CHECK ("disbursement_version"."amount" > 0 and "disbursement_version"."amount" = round("disbursement_version"."amount", 2)),
	CONSTRAINT "version_needs_someone" CHECK ("disbursement_version"."required_approvals" between 1 and 9)
);
--> statement-breakpoint
CREATE TABLE "erasure" (
	"request_id" bigint PRIMARY KEY NOT NULL,
	"executed_by" bigint NOT NULL,
	"erased_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"values_gone" integer NOT NULL,
	"tokens_gone" integer NOT NULL,
	"data_key" integer,
	"kek_version" integer,
	"backups_gone_on" date NOT NULL,
	"register_line" text NOT NULL,
	"signature" text NOT NULL,
	"public_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasure_decision" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "erasure_decision_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" bigint NOT NULL,
	"decided_by" bigint NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "erasure_decided_once" UNIQUE("request_id","decided_by"),
	CONSTRAINT "erasure_decision_words" CHECK ("erasure_decision"."decision" in ('agreed', 'refused')),
	CONSTRAINT "erasure_decision_has_reason" CHECK (length(btrim("erasure_decision"."reason")) between 3 and 600)
);
--> statement-breakpoint
CREATE TABLE "erasure_request" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "erasure_request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"basis" text NOT NULL,
	"reason" text NOT NULL,
	"ticket" text NOT NULL,
	"requested_by" bigint NOT NULL,
	"requested_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "erasure_request_reference_unique" UNIQUE("reference"),
	CONSTRAINT "erasure_basis_words" CHECK ("erasure_request"."basis" in ('own_request', 'guardian_request', 'court_order', 'purpose_ended')),
	CONSTRAINT "erasure_says_why" CHECK (length(btrim("erasure_request"."reason")) between 10 and 600 and length("erasure_request"."ticket") <= 40)
);
--> statement-breakpoint
CREATE TABLE "legal_hold" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "legal_hold_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"record_type" text NOT NULL,
	"beneficiary_id" bigint,
	"trust_id" bigint,
	"case_id" bigint,
	"person_id" bigint,
	"matter" text NOT NULL,
	"reason" text NOT NULL,
	"placed_by" bigint NOT NULL,
	"placed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "legal_hold_reference_unique" UNIQUE("reference"),
	CONSTRAINT "legal_hold_names_one" CHECK (("legal_hold"."record_type" = 'beneficiary') = ("legal_hold"."beneficiary_id" is not null) and ("legal_hold"."record_type" = 'trust') = ("legal_hold"."trust_id" is not null)
        and ("legal_hold"."record_type" = 'case') = ("legal_hold"."case_id" is not null) and ("legal_hold"."record_type" = 'person') = ("legal_hold"."person_id" is not null)),
	CONSTRAINT "legal_hold_words" CHECK ("legal_hold"."record_type" in ('beneficiary', 'trust', 'case', 'person')),
	CONSTRAINT "legal_hold_says_why" CHECK (length(btrim("legal_hold"."reason")) between 10 and 600 and length(btrim("legal_hold"."matter")) between 3 and 80)
);
--> statement-breakpoint
CREATE TABLE "legal_hold_lifting" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "legal_hold_lifting_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"hold_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"lifted_by" bigint NOT NULL,
	"lifted_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "legal_hold_lifted_once" UNIQUE("hold_id","lifted_by"),
	CONSTRAINT "legal_hold_lifting_says_why" CHECK (length(btrim("legal_hold_lifting"."reason")) between 10 and 600)
);
--> statement-breakpoint
CREATE TABLE "chain_anchor" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "chain_anchor_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"length" bigint NOT NULL,
	"entry_id" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"written_by" bigint NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "chain_anchor_whole" CHECK (octet_length("chain_anchor"."hash") = 32 and "chain_anchor"."length" > 0),
	CONSTRAINT "chain_anchor_key" CHECK ("chain_anchor"."key_id" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "verification_run" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "verification_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"began_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"checks" integer NOT NULL,
	"findings" jsonb NOT NULL,
	CONSTRAINT "verification_run_order" CHECK ("verification_run"."ended_at" >= "verification_run"."began_at" and "verification_run"."checks" > 0),
	CONSTRAINT "verification_run_counts" CHECK (jsonb_typeof("verification_run"."findings") = 'object' and not jsonb_path_exists("verification_run"."findings", '$.keyvalue() ? (!(@.key like_regex "^[0-9a-z-]{1,60}$") || @.value.type() != "number")'))
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incident_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"discovered_at" timestamp with time zone NOT NULL,
	"what" text NOT NULL,
	"reported_by" bigint NOT NULL,
	"reported_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "incident_reference_unique" UNIQUE("reference"),
	CONSTRAINT "incident_kind_words" CHECK ("incident"."kind" in ('seen', 'sent_wrong', 'taken', 'lost', 'changed', 'unavailable', 'other')),
	CONSTRAINT "incident_says_what" CHECK (length(btrim("incident"."what")) between 10 and 600)
);
--> statement-breakpoint
CREATE TABLE "incident_assessment" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incident_assessment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"incident_id" bigint NOT NULL,
	"believed_at" timestamp with time zone NOT NULL,
	"sensitive" text NOT NULL,
	"sensitive_why" text NOT NULL,
	"acquired" text NOT NULL,
	"acquired_why" text NOT NULL,
	"harm" text NOT NULL,
	"harm_why" text NOT NULL,
	"subjects" integer,
	"assessed_by" bigint NOT NULL,
	"assessed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "incident_sensitive_words" CHECK ("incident_assessment"."sensitive" in ('yes', 'no', 'unknown')),
	CONSTRAINT "incident_acquired_words" CHECK ("incident_assessment"."acquired" in ('yes', 'no', 'unknown')),
	CONSTRAINT "incident_harm_words" CHECK ("incident_assessment"."harm" in ('yes', 'no', 'unknown')),
	CONSTRAINT "incident_assessment_says_why" CHECK (length(btrim("incident_assessment"."sensitive_why")) between 10 and 600 and length(btrim("incident_assessment"."acquired_why")) between 10 and 600 and length(btrim("incident_assessment"."harm_why")) between 10 and 600),
	CONSTRAINT "incident_assessment_counts" CHECK ("incident_assessment"."subjects" >= 0)
);
--> statement-breakpoint
CREATE TABLE "incident_line" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incident_line_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"incident_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"what" text NOT NULL,
	"evidence" text NOT NULL,
	"replaces" bigint,
	"written_by" bigint NOT NULL,
	"written_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "incident_line_replaced_once" UNIQUE("replaces"),
	CONSTRAINT "incident_line_kind_words" CHECK ("incident_line"."kind" in ('step', 'authority', 'subjects', 'court', 'report')),
	CONSTRAINT "incident_line_says_what" CHECK (length(btrim("incident_line"."what")) between 10 and 600),
	CONSTRAINT "incident_notice_has_evidence" CHECK (length(btrim("incident_line"."evidence")) <= 120 and ("incident_line"."kind" = 'step' or length(btrim("incident_line"."evidence")) >= 3))
);
--> statement-breakpoint
CREATE TABLE "incident_subject" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incident_subject_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"incident_id" bigint NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"named_by" bigint NOT NULL,
	"named_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "incident_subject_once" UNIQUE("incident_id","beneficiary_id")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "account_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "account_trust_id_code_unique" UNIQUE("trust_id","code"),
	CONSTRAINT "account_of_trust" UNIQUE("trust_id","id"),
	CONSTRAINT "account_code_shape" CHECK ("account"."code" ~ ('^' || "account"."kind" || ':[A-Za-z0-9_.-]+$')),
	CONSTRAINT "account_kind_words" CHECK ("account"."kind" in ('asset', 'opening', 'receipt', 'gain', 'disbursement', 'loss', 'distribution'))
);
--> statement-breakpoint
CREATE TABLE "hold" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "hold_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"subaccount_id" bigint NOT NULL,
	"amount" numeric(20,4) NOT NULL,
	"reason" text NOT NULL,
	"source_ref" text NOT NULL,
	"placed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_on" date,
	"ended_at" timestamp with time zone,
	"ending" text,
	"settled" numeric(20,4),
	CONSTRAINT "hold_source_once" UNIQUE("reason","source_ref"),
	CONSTRAINT "hold_above_zero" CHECK ("hold"."amount" > 0),
	CONSTRAINT "hold_ended_whole" CHECK (("hold"."ended_at" is null) = ("hold"."ending" is null)),
	CONSTRAINT "hold_reason_words" CHECK ("hold"."reason" in ('payment', 'below_threshold')),
	CONSTRAINT "hold_settled_within" CHECK (("hold"."ending" is not distinct from 'settled') = ("hold"."settled" is not null) and "hold"."settled" > 0 and "hold"."settled" <= "hold"."amount"),
	CONSTRAINT "hold_ending_words" CHECK ("hold"."ending" in ('settled', 'voided', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "journal_entry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "journal_entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"occurred_on" date NOT NULL,
	"concerns_on" date,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"recorded_by" bigint NOT NULL,
	"description" text NOT NULL,
	"party" text NOT NULL,
	"category" text NOT NULL,
	"reference" text NOT NULL,
	"source_type" text NOT NULL,
	"source_ref" text NOT NULL,
	"source_digest" text NOT NULL,
	"reverses_id" bigint,
	"content_sha256" "bytea" NOT NULL,
	CONSTRAINT "source_posts_once" UNIQUE("trust_id","source_type","source_ref"),
	CONSTRAINT "entry_of_trust" UNIQUE("trust_id","id")
);
--> statement-breakpoint
CREATE TABLE "lot" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "lot_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"subaccount_id" bigint NOT NULL,
	"holding" text NOT NULL,
	"kind" text NOT NULL,
	"acquired_on" date NOT NULL,
	"description" text NOT NULL,
	"units" numeric(20,4) DEFAULT 0 NOT NULL,
	"carrying" numeric(20,4) DEFAULT 0 NOT NULL,
	CONSTRAINT "lot_of_trust" UNIQUE("trust_id","id"),
	CONSTRAINT "lot_units_never_below_zero" CHECK ("lot"."units" >= 0 and "lot"."carrying" >= 0),
	CONSTRAINT "lot_empty_carries_nothing" CHECK ("lot"."units" > 0 or "lot"."carrying" = 0),
	CONSTRAINT "lot_kind_words" CHECK ("lot"."kind" in ('security', 'currency'))
);
--> statement-breakpoint
CREATE TABLE "posting" (
	"entry_id" bigint NOT NULL,
	"line" smallint NOT NULL,
	"trust_id" bigint NOT NULL,
	"account_id" bigint NOT NULL,
	"subaccount_id" bigint NOT NULL,
	"occurred_on" date NOT NULL,
	"part" text NOT NULL,
	"amount" numeric(20,4) NOT NULL,
	"currency" text NOT NULL,
	"lot_id" bigint,
	"units" numeric(20,4),
	CONSTRAINT "posting_entry_id_line_pk" PRIMARY KEY("entry_id","line")
);
--> statement-breakpoint
CREATE TABLE "valuation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "valuation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"as_of" date NOT NULL,
	"holding" text NOT NULL,
	"units" numeric(20,4) NOT NULL,
	"market_value" numeric(20,4) NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "valuation_trust_id_holding_as_of_unique" UNIQUE("trust_id","holding","as_of"),
	CONSTRAINT "valuation_not_below_zero" CHECK ("valuation"."units" > 0 and "valuation"."market_value" >= 0)
);
--> statement-breakpoint
CREATE TABLE "payment" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"trust_id" bigint NOT NULL,
	"disbursement_id" bigint NOT NULL,
	"amount" numeric(20,4) NOT NULL,
	"currency" text NOT NULL,
	"paid_on" date NOT NULL,
	"bank_reference" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"entry_id" bigint NOT NULL,
	"payout_account_id" bigint,
	CONSTRAINT "payment_reference_unique" UNIQUE("reference"),
	CONSTRAINT "request_paid_once" UNIQUE("disbursement_id"),
	CONSTRAINT "bank_reference_once" UNIQUE("trust_id","bank_reference"),
	CONSTRAINT "payment_above_zero" CHECK ("payment"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "payment_return" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payment_return_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"trust_id" bigint NOT NULL,
	"payment_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"returned_on" date NOT NULL,
	"bank_reference" text NOT NULL,
	"amount" numeric(20,4) NOT NULL,
	"currency" text NOT NULL,
	"charge" numeric(20,4) NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"entry_id" bigint NOT NULL,
	"charge_entry_id" bigint,
	CONSTRAINT "payment_return_reference_unique" UNIQUE("reference"),
	CONSTRAINT "payment_returned_once" UNIQUE("payment_id"),
	CONSTRAINT "return_reference_once" UNIQUE("trust_id","bank_reference"),
	CONSTRAINT "return_reason_words" CHECK ("payment_return"."reason" in ('AC01', 'AC04', 'AC06', 'AG01', 'BE01', 'BE04', 'CURR', 'RR04', 'NARR')),
	CONSTRAINT "return_charge_within" CHECK ("payment_return"."charge" >= 0 and "payment_return"."charge" < "payment_return"."amount"),
	CONSTRAINT "return_charge_posted" CHECK (("payment_return"."charge" > 0) = ("payment_return"."charge_entry_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "payout_account" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payout_account_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"provider_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"ending" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by" bigint,
	"asked_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "payout_account_version" UNIQUE("provider_id","version"),
	CONSTRAINT "payout_account_ending" CHECK ("payout_account"."ending" ~ '^[0-9A-Z]{4}$'),
	CONSTRAINT "payout_account_reasons" CHECK ("payout_account"."reason" in ('first', 'bank_changed', 'name_changed', 'mistake'))
);
--> statement-breakpoint
CREATE TABLE "payout_account_step" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payout_account_step_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" bigint NOT NULL,
	"step" text NOT NULL,
	"person_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"number_from" text,
	"on_file_since" date,
	"confirmed" boolean,
	"proof" text,
	"in_force_from" timestamp with time zone,
	"why" text,
	CONSTRAINT "payout_account_step_once" UNIQUE("account_id","step"),
	CONSTRAINT "payout_account_steps" CHECK ("payout_account_step"."step" in ('called_back', 'agreed', 'stopped')),
	CONSTRAINT "payout_account_number_sources" CHECK ("payout_account_step"."number_from" in ('contract', 'vetting', 'invoice')),
	CONSTRAINT "payout_account_proofs" CHECK ("payout_account_step"."proof" in ('bank_letter', 'bank_confirmed')),
	CONSTRAINT "payout_account_stops" CHECK ("payout_account_step"."why" in ('not_confirmed', 'doubt', 'withdrawn')),
	CONSTRAINT "payout_account_called" CHECK (("payout_account_step"."step" = 'called_back') = ("payout_account_step"."number_from" is not null and "payout_account_step"."on_file_since" is not null and "payout_account_step"."confirmed" is not null)),
	CONSTRAINT "payout_account_agreed" CHECK (("payout_account_step"."step" = 'agreed') = ("payout_account_step"."proof" is not null and "payout_account_step"."in_force_from" is not null)),
	CONSTRAINT "payout_account_stopped" CHECK (("payout_account_step"."step" = 'stopped') = ("payout_account_step"."why" is not null))
);
--> statement-breakpoint
CREATE TABLE "period_close" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "period_close_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"from_on" date NOT NULL,
	"through_on" date NOT NULL,
	"closed_by" bigint NOT NULL,
	"closed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"chain_length" bigint NOT NULL,
	"chain_hash" "bytea" NOT NULL,
	CONSTRAINT "period_close_order" CHECK ("period_close"."through_on" >= "period_close"."from_on")
);
--> statement-breakpoint
CREATE TABLE "period_reopening" (
	"close_id" bigint PRIMARY KEY NOT NULL,
	"trust_id" bigint NOT NULL,
	"agreed_by" bigint NOT NULL,
	"agreed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "period_reopening_request" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "period_reopening_request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"close_id" bigint NOT NULL,
	"trust_id" bigint NOT NULL,
	"asked_by" bigint NOT NULL,
	"asked_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "period_reopening_reason" CHECK (length(btrim("period_reopening_request"."reason")) >= 10)
);
--> statement-breakpoint
CREATE TABLE "period_reopening_withdrawal" (
	"request_id" bigint PRIMARY KEY NOT NULL,
	"trust_id" bigint NOT NULL,
	"withdrawn_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "policy_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"value" jsonb NOT NULL,
	"authority" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"approved_by" text NOT NULL,
	CONSTRAINT "policy_key_version_unique" UNIQUE("key","version")
);
--> statement-breakpoint
CREATE TABLE "provider" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "provider_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"payable_until" date NOT NULL,
	CONSTRAINT "provider_code_unique" UNIQUE("code"),
	CONSTRAINT "provider_kind_words" CHECK ("provider"."kind" in ('clinic', 'counselling', 'school', 'shelter'))
);
--> statement-breakpoint
CREATE TABLE "allocation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "allocation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"receipt_id" bigint NOT NULL,
	"award_id" bigint NOT NULL,
	"trust_id" bigint NOT NULL,
	"outstanding_before" numeric(20,4) NOT NULL,
	"exact" numeric(20,4) NOT NULL,
	"cent_added" numeric(20,4) NOT NULL,
	"amount" numeric(20,4) NOT NULL,
	"state" text NOT NULL,
	"entry_id" bigint NOT NULL,
	CONSTRAINT "award_shares_receipt_once" UNIQUE("receipt_id","award_id"),
	CONSTRAINT "allocation_within_award" CHECK ("allocation"."amount" > 0 and "allocation"."amount" <= "allocation"."outstanding_before"),
	CONSTRAINT "allocation_state_words" CHECK ("allocation"."state" in ('applied', 'held_below_threshold'))
);
--> statement-breakpoint
CREATE TABLE "receipt" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "receipt_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"case_id" bigint NOT NULL,
	"defendant_id" bigint NOT NULL,
	"clerk_reference" text NOT NULL,
	"paid_on" date NOT NULL,
	"amount" numeric(20,4) NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"component" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "receipt_reference_unique" UNIQUE("reference"),
	CONSTRAINT "clerk_reference_once" UNIQUE("case_id","clerk_reference"),
	CONSTRAINT "receipt_above_zero" CHECK ("receipt"."amount" > 0 and "receipt"."amount" = round("receipt"."amount", 2)),
	CONSTRAINT "receipt_component_words" CHECK ("receipt"."component" in ('principal', 'interest'))
);
--> statement-breakpoint
CREATE TABLE "case_conflict" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "case_conflict_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" bigint,
	"case_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "case_conflict_person_id_case_id_unique" UNIQUE("person_id","case_id"),
	CONSTRAINT "case_conflict_kind" CHECK ("case_conflict"."kind" in ('defendant', 'alleged_offender'))
);
--> statement-breakpoint
CREATE TABLE "case_conflict_agreement" (
	"conflict_id" bigint PRIMARY KEY NOT NULL,
	"agreed_by" bigint NOT NULL,
	"agreed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_restriction" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "record_restriction_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"record_type" text NOT NULL,
	"trust_id" bigint,
	"beneficiary_id" bigint,
	"reason" text NOT NULL,
	"until_on" date NOT NULL,
	"marked_by" bigint NOT NULL,
	"marked_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "record_restriction_names_one" CHECK (("record_restriction"."record_type" = 'trust') = ("record_restriction"."trust_id" is not null) and ("record_restriction"."record_type" = 'beneficiary') = ("record_restriction"."beneficiary_id" is not null)),
	CONSTRAINT "record_restriction_reason" CHECK (length(btrim("record_restriction"."reason")) between 10 and 600)
);
--> statement-breakpoint
CREATE TABLE "record_restriction_lifting" (
	"restriction_id" bigint PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"lifted_by" bigint NOT NULL,
	"lifted_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "record_restriction_lifting_reason" CHECK (length(btrim("record_restriction_lifting"."reason")) between 10 and 600)
);
--> statement-breakpoint
CREATE TABLE "record_restriction_person" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "record_restriction_person_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"restriction_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	CONSTRAINT "record_restriction_person_restriction_id_person_id_unique" UNIQUE("restriction_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "reveal_closing" (
	"request_id" bigint PRIMARY KEY NOT NULL,
	"closed_by" bigint NOT NULL,
	"closed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reveal_decision" (
	"request_id" bigint PRIMARY KEY NOT NULL,
	"decided_by" bigint NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"open_until" timestamp with time zone,
	CONSTRAINT "reveal_decision_words" CHECK ("reveal_decision"."decision" in ('agreed', 'refused')),
	CONSTRAINT "reveal_decision_has_reason" CHECK (length(btrim("reveal_decision"."reason")) between 3 and 600)
);
--> statement-breakpoint
CREATE TABLE "reveal_opening" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reveal_opening_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	"opened_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reveal_request" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reveal_request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"path" text NOT NULL,
	"item" text NOT NULL,
	"purpose" text NOT NULL,
	"reason" text NOT NULL,
	"ticket" text NOT NULL,
	"requested_by" bigint NOT NULL,
	"asked_of" bigint,
	"requested_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reveal_request_reference_unique" UNIQUE("reference"),
	CONSTRAINT "reveal_path_words" CHECK ("reveal_request"."path" in ('agreed', 'emergency')),
	CONSTRAINT "reveal_item_words" CHECK ("reveal_request"."item" in ('name', 'birth_date', 'address', 'contact', 'guardian')),
	CONSTRAINT "reveal_purpose_words" CHECK ("reveal_request"."purpose" in ('sealed_filing', 'bank_check', 'emergency', 'care', 'own_request', 'rights')),
	CONSTRAINT "reveal_says_why" CHECK (length(btrim("reveal_request"."reason")) between 10 and 600 and length("reveal_request"."ticket") <= 40),
	CONSTRAINT "reveal_second_person" CHECK (("reveal_request"."path" = 'agreed') = ("reveal_request"."asked_of" is not null)),
	CONSTRAINT "reveal_not_of_oneself" CHECK ("reveal_request"."asked_of" is distinct from "reveal_request"."requested_by"),
	CONSTRAINT "reveal_emergency_is_contact" CHECK ("reveal_request"."path" = 'agreed' or "reveal_request"."item" = 'contact')
);
--> statement-breakpoint
CREATE TABLE "reveal_review" (
	"request_id" bigint PRIMARY KEY NOT NULL,
	"reviewed_by" bigint NOT NULL,
	"finding" text NOT NULL,
	"note" text NOT NULL,
	"reviewed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "reveal_finding_words" CHECK ("reveal_review"."finding" in ('in_order', 'not_in_order')),
	CONSTRAINT "reveal_review_has_note" CHECK (length(btrim("reveal_review"."note")) between 3 and 600)
);
--> statement-breakpoint
CREATE TABLE "rights_answer" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rights_answer_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" bigint NOT NULL,
	"copy" text,
	"version" integer,
	"note" text,
	"answered_by" bigint NOT NULL,
	"answered_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "rights_answer_copy_unique" UNIQUE("copy"),
	CONSTRAINT "rights_answer_once" UNIQUE NULLS NOT DISTINCT("request_id","copy"),
	CONSTRAINT "rights_answer_is_one" CHECK (num_nonnulls("rights_answer"."copy", "rights_answer"."version", "rights_answer"."note") = 1),
	CONSTRAINT "rights_note_says_what" CHECK (length(btrim("rights_answer"."note")) between 10 and 600)
);
--> statement-breakpoint
CREATE TABLE "rights_decision" (
	"request_id" bigint PRIMARY KEY NOT NULL,
	"decided_by" bigint NOT NULL,
	"decision" text NOT NULL,
	"ground" text,
	"reason" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "rights_decision_words" CHECK ("rights_decision"."decision" in ('agreed', 'refused')),
	CONSTRAINT "rights_ground_words" CHECK ("rights_decision"."ground" in ('not_identified', 'proceedings', 'rights_of_others')),
	CONSTRAINT "rights_refused_on_a_ground" CHECK (("rights_decision"."decision" = 'refused') = ("rights_decision"."ground" is not null)),
	CONSTRAINT "rights_decision_has_reason" CHECK (length(btrim("rights_decision"."reason")) between 3 and 600)
);
--> statement-breakpoint
CREATE TABLE "rights_request" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rights_request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"asker" text NOT NULL,
	"proof" text NOT NULL,
	"received_on" date NOT NULL,
	"due_on" date NOT NULL,
	"item" text,
	"record" text,
	"statement" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "rights_request_reference_unique" UNIQUE("reference"),
	CONSTRAINT "rights_kind_words" CHECK ("rights_request"."kind" in ('access', 'rectification')),
	CONSTRAINT "rights_asker_words" CHECK ("rights_request"."asker" in ('of_age', 'parent', 'guardian', 'guardian_ad_litem', 'attorney')),
	CONSTRAINT "rights_proof_words" CHECK ("rights_request"."proof" in ('identity_paper', 'known_in_person', 'court_appointment', 'power_of_attorney')),
	CONSTRAINT "rights_item_words" CHECK ("rights_request"."item" in ('name', 'birth_date', 'address', 'contact', 'guardian')),
	CONSTRAINT "rights_due_after" CHECK ("rights_request"."due_on" >= "rights_request"."received_on"),
	CONSTRAINT "rights_names_one" CHECK (case "rights_request"."kind" when 'access' then num_nonnulls("rights_request"."item", "rights_request"."record") = 0
            else num_nonnulls("rights_request"."item", "rights_request"."record") = 1 and length(btrim("rights_request"."statement")) >= 10 end),
	CONSTRAINT "rights_statement_short" CHECK (length("rights_request"."statement") <= 600 and length("rights_request"."record") between 1 and 40)
);
--> statement-breakpoint
CREATE TABLE "service_delivered" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "service_delivered_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"plan_item_id" bigint NOT NULL,
	"service" text NOT NULL,
	"provider_id" bigint NOT NULL,
	"occurred_on" date NOT NULL,
	"quantity" integer NOT NULL,
	"minutes" integer,
	"attendance" text NOT NULL,
	"late_reason" text,
	"replaces_id" bigint,
	"logged_by" bigint NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "service_delivered_reference_unique" UNIQUE("reference"),
	CONSTRAINT "service_replaced_once" UNIQUE("replaces_id"),
	CONSTRAINT "service_some" CHECK ("service_delivered"."quantity" between 1 and 31),
	CONSTRAINT "service_minutes" CHECK ("service_delivered"."minutes" is null or "service_delivered"."minutes" between 1 and 1440),
	CONSTRAINT "service_delivered_attendance_words" CHECK ("service_delivered"."attendance" in ('attended', 'absent'))
);
--> statement-breakpoint
CREATE TABLE "service_note" (
	"service_delivered_id" bigint PRIMARY KEY NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "service_note_short" CHECK (length("service_note"."note") between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "service_review" (
	"service_delivered_id" bigint PRIMARY KEY NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"decision" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"reviewed_by" bigint NOT NULL,
	"delegation_id" bigint,
	"reviewed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "service_review_decision_words" CHECK ("service_review"."decision" in ('confirmed', 'sent_back')),
	CONSTRAINT "service_review_reason" CHECK (case "service_review"."decision" when 'sent_back' then length(btrim("service_review"."reason")) between 3 and 200 else "service_review"."reason" = '' end)
);
--> statement-breakpoint
CREATE TABLE "service_withdrawal" (
	"service_delivered_id" bigint PRIMARY KEY NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"withdrawn_by" bigint NOT NULL,
	"withdrawn_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trustee_term" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "trustee_term_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"authority" text NOT NULL,
	"authority_reference" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"appointed_by" bigint,
	"appointed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"accepted_on" date,
	"declined_on" date,
	"ended_at" timestamp with time zone,
	CONSTRAINT "trustee_term_order" CHECK ("trustee_term"."ends_on" is null or "trustee_term"."ends_on" >= "trustee_term"."starts_on" or "trustee_term"."ended_at" is not null),
	CONSTRAINT "trustee_term_authority_words" CHECK ("trustee_term"."authority" in ('order', 'instrument')),
	CONSTRAINT "trustee_term_authority_said" CHECK (length(btrim("trustee_term"."authority_reference")) between 3 and 200),
	CONSTRAINT "trustee_term_reason" CHECK (length("trustee_term"."reason") <= 600),
	CONSTRAINT "trustee_term_answered_once" CHECK ("trustee_term"."accepted_on" is null or "trustee_term"."declined_on" is null)
);
--> statement-breakpoint
CREATE TABLE "trustee_term_step" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "trustee_term_step_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"term_id" bigint NOT NULL,
	"step" text NOT NULL,
	"person_id" bigint NOT NULL,
	"on_day" date NOT NULL,
	"kind" text DEFAULT '' NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "trustee_term_step_words" CHECK ("trustee_term_step"."step" in ('accepted', 'declined', 'ended', 'ended_at_once', 'notice_given', 'delivered')),
	CONSTRAINT "trustee_term_step_kinds" CHECK ("trustee_term_step"."kind" in ('', 'withdrawn', 'resignation', 'resignation_allowed', 'removal', 'instrument', 'death')),
	CONSTRAINT "trustee_term_step_kind" CHECK (("trustee_term_step"."kind" <> '') = ("trustee_term_step"."step" in ('ended', 'ended_at_once'))),
	CONSTRAINT "trustee_term_step_reference" CHECK (length("trustee_term_step"."reference") <= 200 and ("trustee_term_step"."kind" not in ('removal', 'resignation_allowed', 'instrument') or length(btrim("trustee_term_step"."reference")) >= 3)),
	CONSTRAINT "trustee_term_step_said" CHECK ("trustee_term_step"."step" = 'accepted' or length(btrim("trustee_term_step"."words")) between 3 and 600)
);
--> statement-breakpoint
CREATE TABLE "court_seat" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "court_seat_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" bigint NOT NULL,
	"docket" text NOT NULL,
	"given_by" bigint,
	"reason" text DEFAULT '' NOT NULL,
	"given_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" bigint,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "subaccount" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "subaccount_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trust_id" bigint NOT NULL,
	"beneficiary_id" bigint NOT NULL,
	"posted" numeric(20,4) DEFAULT 0 NOT NULL,
	"held" numeric(20,4) DEFAULT 0 NOT NULL,
	CONSTRAINT "subaccount_trust_id_beneficiary_id_unique" UNIQUE("trust_id","beneficiary_id"),
	CONSTRAINT "subaccount_of_trust" UNIQUE("trust_id","id"),
	CONSTRAINT "subaccount_floor" CHECK ("subaccount"."held" >= 0 and "subaccount"."posted" >= "subaccount"."held")
);
--> statement-breakpoint
CREATE TABLE "trust" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "trust_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"court_name" text NOT NULL,
	"docket" text NOT NULL,
	"home_zone" text DEFAULT 'America/New_York' NOT NULL,
	"base_currency" text DEFAULT 'USD' NOT NULL,
	"opened_on" date NOT NULL,
	"prior_accounts" integer DEFAULT 0 NOT NULL,
	"lot_policy" text DEFAULT 'average' NOT NULL,
	"books_shut_through" date,
	"instrument_section" text NOT NULL,
	CONSTRAINT "trust_code_unique" UNIQUE("code"),
	CONSTRAINT "trust_code_shape" CHECK ("trust"."code" ~ '^T-[0-9]{4,}$'),
	CONSTRAINT "trust_currency_shape" CHECK ("trust"."base_currency" ~ '^[A-Z]{3}$'),
	CONSTRAINT "trust_prior_accounts" CHECK ("trust"."prior_accounts" >= 0),
	CONSTRAINT "trust_lot_policy_words" CHECK ("trust"."lot_policy" in ('average', 'fifo'))
);
--> statement-breakpoint
ALTER TABLE "role_grant_review" ADD CONSTRAINT "role_grant_review_grant_id_role_grant_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."role_grant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant_review" ADD CONSTRAINT "role_grant_review_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_granted_by_person_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_ended_by_person_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounting" ADD CONSTRAINT "accounting_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounting" ADD CONSTRAINT "accounting_prepared_by_person_id_fk" FOREIGN KEY ("prepared_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounting_filing" ADD CONSTRAINT "accounting_filing_accounting_id_accounting_id_fk" FOREIGN KEY ("accounting_id") REFERENCES "public"."accounting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounting_filing" ADD CONSTRAINT "accounting_filing_verified_by_person_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aggregate_publication" ADD CONSTRAINT "aggregate_publication_published_by_person_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "command_log" ADD CONSTRAINT "command_log_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_order_id_restitution_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."restitution_order"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "defendant" ADD CONSTRAINT "defendant_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_award_id_award_id_fk" FOREIGN KEY ("award_id") REFERENCES "public"."award"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_defendant_id_defendant_id_fk" FOREIGN KEY ("defendant_id") REFERENCES "public"."defendant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restitution_order" ADD CONSTRAINT "restitution_order_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_statement" ADD CONSTRAINT "bank_statement_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_assignment" ADD CONSTRAINT "case_assignment_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_assignment" ADD CONSTRAINT "case_assignment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_assignment" ADD CONSTRAINT "case_assignment_given_by_person_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_assignment" ADD CONSTRAINT "case_assignment_ended_by_person_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_supervisor_id_person_id_fk" FOREIGN KEY ("supervisor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_caseworker_id_person_id_fk" FOREIGN KEY ("caseworker_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_given_by_person_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_ended_by_person_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_plan" ADD CONSTRAINT "care_plan_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_plan_id_care_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."care_plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_provider_id_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."provider"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_rate" ADD CONSTRAINT "plan_rate_plan_item_id_plan_item_id_fk" FOREIGN KEY ("plan_item_id") REFERENCES "public"."plan_item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_rate" ADD CONSTRAINT "plan_rate_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_month" ADD CONSTRAINT "account_month_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_head" ADD CONSTRAINT "chain_head_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_delegator_id_person_id_fk" FOREIGN KEY ("delegator_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_delegate_id_person_id_fk" FOREIGN KEY ("delegate_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_grant_id_role_grant_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."role_grant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation_step" ADD CONSTRAINT "delegation_step_delegation_id_delegation_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation_step" ADD CONSTRAINT "delegation_step_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_delegation_id_delegation_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_trust_id_disbursement_id_disbursement_trust_id_id_fk" FOREIGN KEY ("trust_id","disbursement_id") REFERENCES "public"."disbursement"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_signature" ADD CONSTRAINT "approval_signature_approval_id_approval_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approval"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_withdrawal" ADD CONSTRAINT "approval_withdrawal_approval_id_approval_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approval"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement" ADD CONSTRAINT "disbursement_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement" ADD CONSTRAINT "disbursement_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement" ADD CONSTRAINT "disbursement_provider_id_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."provider"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement" ADD CONSTRAINT "disbursement_requested_by_person_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement" ADD CONSTRAINT "disbursement_trust_id_subaccount_id_subaccount_trust_id_id_fk" FOREIGN KEY ("trust_id","subaccount_id") REFERENCES "public"."subaccount"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement_line" ADD CONSTRAINT "disbursement_line_service_delivered_id_service_delivered_id_fk" FOREIGN KEY ("service_delivered_id") REFERENCES "public"."service_delivered"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement_line" ADD CONSTRAINT "disbursement_line_trust_id_disbursement_id_disbursement_trust_id_id_fk" FOREIGN KEY ("trust_id","disbursement_id") REFERENCES "public"."disbursement"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement_version" ADD CONSTRAINT "disbursement_version_made_by_person_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement_version" ADD CONSTRAINT "disbursement_version_delegation_id_delegation_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disbursement_version" ADD CONSTRAINT "disbursement_version_trust_id_disbursement_id_disbursement_trust_id_id_fk" FOREIGN KEY ("trust_id","disbursement_id") REFERENCES "public"."disbursement"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_request_id_erasure_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."erasure_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_executed_by_person_id_fk" FOREIGN KEY ("executed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_decision" ADD CONSTRAINT "erasure_decision_request_id_erasure_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."erasure_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_decision" ADD CONSTRAINT "erasure_decision_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_requested_by_person_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_placed_by_person_id_fk" FOREIGN KEY ("placed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_hold_lifting" ADD CONSTRAINT "legal_hold_lifting_hold_id_legal_hold_id_fk" FOREIGN KEY ("hold_id") REFERENCES "public"."legal_hold"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_hold_lifting" ADD CONSTRAINT "legal_hold_lifting_lifted_by_person_id_fk" FOREIGN KEY ("lifted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_anchor" ADD CONSTRAINT "chain_anchor_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_anchor" ADD CONSTRAINT "chain_anchor_written_by_person_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_reported_by_person_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_assessment" ADD CONSTRAINT "incident_assessment_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_assessment" ADD CONSTRAINT "incident_assessment_assessed_by_person_id_fk" FOREIGN KEY ("assessed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_line" ADD CONSTRAINT "incident_line_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_line" ADD CONSTRAINT "incident_line_replaces_incident_line_id_fk" FOREIGN KEY ("replaces") REFERENCES "public"."incident_line"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_line" ADD CONSTRAINT "incident_line_written_by_person_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_subject" ADD CONSTRAINT "incident_subject_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_subject" ADD CONSTRAINT "incident_subject_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_subject" ADD CONSTRAINT "incident_subject_named_by_person_id_fk" FOREIGN KEY ("named_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hold" ADD CONSTRAINT "hold_trust_id_subaccount_id_subaccount_trust_id_id_fk" FOREIGN KEY ("trust_id","subaccount_id") REFERENCES "public"."subaccount"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot" ADD CONSTRAINT "lot_trust_id_subaccount_id_subaccount_trust_id_id_fk" FOREIGN KEY ("trust_id","subaccount_id") REFERENCES "public"."subaccount"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "valuation" ADD CONSTRAINT "valuation_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_entry_id_journal_entry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."journal_entry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_payout_account_id_payout_account_id_fk" FOREIGN KEY ("payout_account_id") REFERENCES "public"."payout_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment" ADD CONSTRAINT "payment_trust_id_disbursement_id_disbursement_trust_id_id_fk" FOREIGN KEY ("trust_id","disbursement_id") REFERENCES "public"."disbursement"("trust_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_return" ADD CONSTRAINT "payment_return_payment_id_payment_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_return" ADD CONSTRAINT "payment_return_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_return" ADD CONSTRAINT "payment_return_entry_id_journal_entry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."journal_entry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_return" ADD CONSTRAINT "payment_return_charge_entry_id_journal_entry_id_fk" FOREIGN KEY ("charge_entry_id") REFERENCES "public"."journal_entry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_account" ADD CONSTRAINT "payout_account_provider_id_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."provider"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_account" ADD CONSTRAINT "payout_account_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_account_step" ADD CONSTRAINT "payout_account_step_account_id_payout_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."payout_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_account_step" ADD CONSTRAINT "payout_account_step_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_close" ADD CONSTRAINT "period_close_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_close" ADD CONSTRAINT "period_close_closed_by_person_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_reopening" ADD CONSTRAINT "period_reopening_close_id_period_close_id_fk" FOREIGN KEY ("close_id") REFERENCES "public"."period_close"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_reopening" ADD CONSTRAINT "period_reopening_agreed_by_person_id_fk" FOREIGN KEY ("agreed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_reopening_request" ADD CONSTRAINT "period_reopening_request_close_id_period_close_id_fk" FOREIGN KEY ("close_id") REFERENCES "public"."period_close"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_reopening_request" ADD CONSTRAINT "period_reopening_request_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "period_reopening_withdrawal" ADD CONSTRAINT "period_reopening_withdrawal_request_id_period_reopening_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."period_reopening_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_receipt_id_receipt_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipt"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_award_id_award_id_fk" FOREIGN KEY ("award_id") REFERENCES "public"."award"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_entry_id_journal_entry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."journal_entry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_defendant_id_defendant_id_fk" FOREIGN KEY ("defendant_id") REFERENCES "public"."defendant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_conflict" ADD CONSTRAINT "case_conflict_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_conflict" ADD CONSTRAINT "case_conflict_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_conflict" ADD CONSTRAINT "case_conflict_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_conflict_agreement" ADD CONSTRAINT "case_conflict_agreement_conflict_id_case_conflict_id_fk" FOREIGN KEY ("conflict_id") REFERENCES "public"."case_conflict"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_conflict_agreement" ADD CONSTRAINT "case_conflict_agreement_agreed_by_person_id_fk" FOREIGN KEY ("agreed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_restriction" ADD CONSTRAINT "record_restriction_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_restriction" ADD CONSTRAINT "record_restriction_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_restriction" ADD CONSTRAINT "record_restriction_marked_by_person_id_fk" FOREIGN KEY ("marked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_restriction_lifting" ADD CONSTRAINT "record_restriction_lifting_restriction_id_record_restriction_id_fk" FOREIGN KEY ("restriction_id") REFERENCES "public"."record_restriction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_restriction_lifting" ADD CONSTRAINT "record_restriction_lifting_lifted_by_person_id_fk" FOREIGN KEY ("lifted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_restriction_person" ADD CONSTRAINT "record_restriction_person_restriction_id_record_restriction_id_fk" FOREIGN KEY ("restriction_id") REFERENCES "public"."record_restriction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_restriction_person" ADD CONSTRAINT "record_restriction_person_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_closing" ADD CONSTRAINT "reveal_closing_request_id_reveal_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."reveal_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_closing" ADD CONSTRAINT "reveal_closing_closed_by_person_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_decision" ADD CONSTRAINT "reveal_decision_request_id_reveal_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."reveal_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_decision" ADD CONSTRAINT "reveal_decision_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_opening" ADD CONSTRAINT "reveal_opening_request_id_reveal_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."reveal_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_opening" ADD CONSTRAINT "reveal_opening_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_request" ADD CONSTRAINT "reveal_request_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_request" ADD CONSTRAINT "reveal_request_requested_by_person_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_request" ADD CONSTRAINT "reveal_request_asked_of_person_id_fk" FOREIGN KEY ("asked_of") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_review" ADD CONSTRAINT "reveal_review_request_id_reveal_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."reveal_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_review" ADD CONSTRAINT "reveal_review_reviewed_by_person_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_answer" ADD CONSTRAINT "rights_answer_request_id_rights_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."rights_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_answer" ADD CONSTRAINT "rights_answer_answered_by_person_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_decision" ADD CONSTRAINT "rights_decision_request_id_rights_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."rights_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_decision" ADD CONSTRAINT "rights_decision_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_request" ADD CONSTRAINT "rights_request_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_request" ADD CONSTRAINT "rights_request_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_delivered" ADD CONSTRAINT "service_delivered_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_delivered" ADD CONSTRAINT "service_delivered_plan_item_id_plan_item_id_fk" FOREIGN KEY ("plan_item_id") REFERENCES "public"."plan_item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_delivered" ADD CONSTRAINT "service_delivered_provider_id_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."provider"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_delivered" ADD CONSTRAINT "service_delivered_replaces_id_service_delivered_id_fk" FOREIGN KEY ("replaces_id") REFERENCES "public"."service_delivered"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_delivered" ADD CONSTRAINT "service_delivered_logged_by_person_id_fk" FOREIGN KEY ("logged_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_note" ADD CONSTRAINT "service_note_service_delivered_id_service_delivered_id_fk" FOREIGN KEY ("service_delivered_id") REFERENCES "public"."service_delivered"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_note" ADD CONSTRAINT "service_note_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_review" ADD CONSTRAINT "service_review_service_delivered_id_service_delivered_id_fk" FOREIGN KEY ("service_delivered_id") REFERENCES "public"."service_delivered"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_review" ADD CONSTRAINT "service_review_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_review" ADD CONSTRAINT "service_review_reviewed_by_person_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_review" ADD CONSTRAINT "service_review_delegation_id_delegation_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_withdrawal" ADD CONSTRAINT "service_withdrawal_service_delivered_id_service_review_service_delivered_id_fk" FOREIGN KEY ("service_delivered_id") REFERENCES "public"."service_review"("service_delivered_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_withdrawal" ADD CONSTRAINT "service_withdrawal_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_withdrawal" ADD CONSTRAINT "service_withdrawal_withdrawn_by_person_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trustee_term" ADD CONSTRAINT "trustee_term_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trustee_term" ADD CONSTRAINT "trustee_term_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trustee_term" ADD CONSTRAINT "trustee_term_appointed_by_person_id_fk" FOREIGN KEY ("appointed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trustee_term_step" ADD CONSTRAINT "trustee_term_step_term_id_trustee_term_id_fk" FOREIGN KEY ("term_id") REFERENCES "public"."trustee_term"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trustee_term_step" ADD CONSTRAINT "trustee_term_step_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "court_seat" ADD CONSTRAINT "court_seat_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "court_seat" ADD CONSTRAINT "court_seat_given_by_person_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "court_seat" ADD CONSTRAINT "court_seat_ended_by_person_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subaccount" ADD CONSTRAINT "subaccount_trust_id_trust_id_fk" FOREIGN KEY ("trust_id") REFERENCES "public"."trust"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subaccount" ADD CONSTRAINT "subaccount_beneficiary_id_beneficiary_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."beneficiary"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "role_grant_held_once" ON "role_grant" USING btree ("person_id","role") WHERE "role_grant"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "role_grant_by_person" ON "role_grant" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "accounting_filing_by_trust" ON "accounting_filing" USING btree ("trust_id","through_on");--> statement-breakpoint
CREATE INDEX "audit_event_by_record" ON "audit_event" USING btree ("record_ref","id");--> statement-breakpoint
CREATE INDEX "audit_event_by_child" ON "audit_event" USING btree ("beneficiary_id","id");--> statement-breakpoint
CREATE INDEX "audit_event_by_trust" ON "audit_event" USING btree ("trust_id","id");--> statement-breakpoint
CREATE INDEX "audit_event_by_person" ON "audit_event" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "audit_event_by_request" ON "audit_event" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "record_digest_by_record" ON "record_digest" USING btree ("record","id");--> statement-breakpoint
CREATE INDEX "record_digest_waiting" ON "record_digest" USING btree ("id") WHERE "record_digest"."event_id" is null;--> statement-breakpoint
CREATE INDEX "record_digest_by_event" ON "record_digest" USING btree ("event_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "supervised_once" ON "supervision" USING btree ("supervisor_id","caseworker_id") WHERE "supervision"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "delegation_by_delegate" ON "delegation" USING btree ("delegate_id");--> statement-breakpoint
CREATE UNIQUE INDEX "service_paid_once" ON "disbursement_line" USING btree ("service_delivered_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "erasure_request_by_child" ON "erasure_request" USING btree ("beneficiary_id");--> statement-breakpoint
CREATE INDEX "legal_hold_by_child" ON "legal_hold" USING btree ("beneficiary_id");--> statement-breakpoint
CREATE INDEX "chain_anchor_by_trust" ON "chain_anchor" USING btree ("trust_id","written_at");--> statement-breakpoint
CREATE INDEX "incident_by_reporter" ON "incident" USING btree ("reported_by");--> statement-breakpoint
CREATE INDEX "incident_assessment_of" ON "incident_assessment" USING btree ("incident_id");--> statement-breakpoint
CREATE INDEX "incident_line_of" ON "incident_line" USING btree ("incident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reversed_once" ON "journal_entry" USING btree ("reverses_id") WHERE "journal_entry"."reverses_id" is not null;--> statement-breakpoint
CREATE INDEX "journal_entry_by_day" ON "journal_entry" USING btree ("trust_id","occurred_on","id");--> statement-breakpoint
CREATE INDEX "posting_by_account" ON "posting" USING btree ("account_id","occurred_on","entry_id");--> statement-breakpoint
CREATE INDEX "posting_by_subaccount" ON "posting" USING btree ("subaccount_id","occurred_on");--> statement-breakpoint
CREATE INDEX "posting_by_lot" ON "posting" USING btree ("lot_id") WHERE "posting"."lot_id" is not null;--> statement-breakpoint
CREATE INDEX "payout_account_in_force" ON "payout_account_step" USING btree ("in_force_from");--> statement-breakpoint
CREATE INDEX "period_close_by_trust" ON "period_close" USING btree ("trust_id","through_on");--> statement-breakpoint
CREATE INDEX "reopening_request_by_close" ON "period_reopening_request" USING btree ("close_id");--> statement-breakpoint
CREATE INDEX "case_conflict_by_person" ON "case_conflict" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "reveal_opening_by_person" ON "reveal_opening" USING btree ("person_id","opened_at");--> statement-breakpoint
CREATE INDEX "reveal_by_person" ON "reveal_request" USING btree ("requested_by","requested_at");--> statement-breakpoint
CREATE INDEX "rights_request_by_child" ON "rights_request" USING btree ("beneficiary_id");--> statement-breakpoint
CREATE INDEX "service_review_sent_back" ON "service_review" USING btree ("beneficiary_id") WHERE "service_review"."decision" = 'sent_back';--> statement-breakpoint
CREATE INDEX "trustee_term_by_trust" ON "trustee_term" USING btree ("trust_id");--> statement-breakpoint
CREATE INDEX "trustee_term_by_person" ON "trustee_term" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "trustee_term_step_once" ON "trustee_term_step" USING btree ("term_id","step") WHERE "trustee_term_step"."step" <> 'ended';--> statement-breakpoint
CREATE UNIQUE INDEX "seated_once" ON "court_seat" USING btree ("person_id","docket") WHERE "court_seat"."ended_at" is null;