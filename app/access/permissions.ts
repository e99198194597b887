import type { Role } from './roles';

/** Who may do what, by role. Which records of that kind a person may see is row security's part. */
const GRANTS = {
  'home.read': [
    'trustee',
    'caseworker',
    'supervisor',
    'finance',
    'court',
    'auditor',
    'administrator',
    'guardian_ad_litem',
  ],
  'trust.read': ['trustee', 'finance', 'auditor'],
  'entry.read': ['trustee', 'finance', 'auditor', 'court'],
  'entry.reverse': ['finance'],
  'period.close': ['finance', 'trustee'],
  'beneficiary.read': ['trustee', 'caseworker', 'supervisor', 'finance', 'auditor', 'guardian_ad_litem'],
  'beneficiary.take-in': ['caseworker', 'operator'],
  'reveal.read': ['trustee', 'caseworker', 'supervisor', 'guardian_ad_litem', 'auditor'],
  'reveal.request': ['trustee', 'caseworker', 'supervisor', 'guardian_ad_litem'],
  'reveal.agree': ['trustee', 'guardian_ad_litem'],
  'reveal.review': ['auditor'],
  'erasure.read': ['trustee', 'caseworker', 'guardian_ad_litem', 'auditor'],
  'erasure.request': ['trustee', 'caseworker', 'guardian_ad_litem'],
  'erasure.agree': ['trustee', 'guardian_ad_litem'],
  'legal-hold.place': ['trustee', 'guardian_ad_litem', 'auditor'],
  'legal-hold.lift': ['auditor'],
  'receipt.read': ['trustee', 'finance', 'auditor'],
  'receipt.record': ['finance', 'operator'],
  'service-delivered.log': ['caseworker'],
  'service-delivered.read': ['caseworker'],
  'team.read': ['supervisor'],
  'disbursement.read': ['trustee', 'finance', 'auditor'],
  'disbursement.request': ['finance', 'trustee'],
  'disbursement.approve': ['trustee'],
  'payment.record': ['finance'],
  'books.import': ['finance', 'operator'],
  'accounting.read': ['trustee', 'finance', 'auditor', 'court', 'operator'],
  'accounting.prepare': ['trustee', 'finance'],
  'accounting.file': ['trustee'],
  'aggregate.read': ['finance', 'court'],
  'audit.read': ['trustee', 'finance', 'auditor'],
  'person.read': ['administrator'],
  'role.grant': ['administrator'],
  'access.review': ['administrator', 'auditor'],
  'restriction.read': ['trustee', 'supervisor', 'finance', 'auditor'],
  'restriction.keep': ['trustee', 'supervisor'],
  'account.keep': [
    'trustee',
    'caseworker',
    'supervisor',
    'finance',
    'court',
    'auditor',
    'administrator',
    'guardian_ad_litem',
  ],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTS;

export function rolesWith(permission: Permission): readonly Role[] {
  return GRANTS[permission];
}
