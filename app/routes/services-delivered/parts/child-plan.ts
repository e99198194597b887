/** What a worker may know of a plan: services and counts, never money. */
export interface ChildPlanItem {
  id: number;
  planVersion: number;
  service: string;
  word: string;
  unit: string;
  providerCode: string;
  /** The code by which the provider knows the child; the internal one is never said to it. */
  knownAs: string | null;
  left: number;
  /** "10 sessions". */
  planned: string;
  until: string;
}

export interface ChildPlan {
  code: string;
  items: ChildPlanItem[];
}

export function leftOf(item: { planned: number; given: number }): number {
  return Math.max(0, item.planned - item.given);
}

/** "Counselling 2 left, Dental care 3 left": what can still be given; a plan used up says so. */
export function leftWords(items: readonly ChildPlanItem[]): string {
  if (items.length === 0) return 'No plan yet. Ask your supervisor.';
  const left = items.filter((item) => item.left > 0).map((item) => `${item.word} ${item.left} left`);
  return left.length > 0 ? left.join(', ') : 'Nothing left in the plan. Tell your supervisor.';
}
