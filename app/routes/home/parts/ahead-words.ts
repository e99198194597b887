/** How far a due day lies ahead, or by how much it is missed. */
export function aheadWords(days: number): string {
  return days < 0 ? `overdue by ${-days} days` : `${days} days`;
}
