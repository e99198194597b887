/** A dated policy record as rules read it. Values are text; money in them is canonical. */
export interface Policy {
  key: string;
  version: number;
  title: string;
  value: Record<string, string>;
  authority: string;
}

/** The value of a policy, or a fault: a rule must not run on a guess. */
export function policyText(policy: Policy, name: string): string {
  const value = policy.value[name];
  if (value === undefined) throw new Error(`policy ${policy.key} version ${policy.version} has no "${name}"`);
  return value;
}
