import { type Policy, policyText } from '../policies/policy';

export const RECORD_WORDS = {
  identity: 'Identities in the vault',
  care: 'Plans, services and notes',
  books: 'Books and accountings',
  trail: 'Trail, reveals, erasures, incidents, requests about rights',
  session: 'Sessions',
  device: 'Known devices',
  try: 'Tries and challenges',
} as const;
export type RetainedRecord = keyof typeof RECORD_WORDS;

const FROM_WORDS: Record<string, string> = {
  last_money: 'the last movement of the child’s money',
  last_service: 'the last service given',
  written: 'its writing',
  end: 'its end',
  last_use: 'its last use',
};

const THEN_WORDS: Record<string, string> = {
  erase: 'Erased, when one asks and two agree',
  anonymise: 'Stays under a code that tells nobody, once the identity is erased',
  keep: 'Kept',
  purge: 'Deleted by itself, within a day',
};

export interface RetentionRule {
  key: string;
  record: RetainedRecord;
  title: string;
  /** The law. */
  authority: string;
  /** Days that it binds for; without an end, Infinity. A year is 365: it only ranks laws, dates are reckoned by the calendar. */
  length: number;
  words: string;
  then: string;
}

/** A dated record as a rule. Throws where the record is not of the schedule. */
export function retentionRule(policy: Policy): RetentionRule {
  const record = policyText(policy, 'record') as RetainedRecord;
  if (!(record in RECORD_WORDS)) throw new Error(`policy ${policy.key} keeps no record that there is`);
  const { years, days } = policy.value;
  const from = FROM_WORDS[policyText(policy, 'counted_from')] ?? policyText(policy, 'counted_from');
  return {
    key: policy.key,
    record,
    title: policy.title,
    authority: policy.authority,
    length: years === 'ever' ? Number.POSITIVE_INFINITY : years ? Number(years) * 365 : Number(days),
    words:
      years === 'ever'
        ? 'For ever'
        : `${years ? `${years} years` : days === '1' ? '1 day' : `${days} days`} from ${from}`,
    then: THEN_WORDS[policyText(policy, 'then')] ?? policyText(policy, 'then'),
  };
}

/** The law that wins over the others of its kind: the longest duty to keep; of equal ones the first. */
export function strictest(rules: readonly RetentionRule[]): RetentionRule | undefined {
  return rules.reduce<RetentionRule | undefined>(
    (longest, rule) => (longest && longest.length >= rule.length ? longest : rule),
    undefined,
  );
}
