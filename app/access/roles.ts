/** What people do here, in the field's words. The database's check on role_grant.role lists the same. */
export const ROLES = [
  'trustee',
  'caseworker',
  'supervisor',
  'finance',
  'court',
  'auditor',
  'administrator',
  'guardian_ad_litem',
  'operator',
] as const;

export type Role = (typeof ROLES)[number];

export const ROLE_WORDS: Record<Role, string> = {
  trustee: 'trustee',
  caseworker: 'caseworker',
  supervisor: 'supervisor of caseworkers',
  finance: 'finance',
  court: 'court',
  auditor: 'auditor',
  administrator: 'administrator',
  guardian_ad_litem: 'guardian ad litem',
  operator: 'operator, command line',
};
