/** Whose copy a file is: its number in the trail, who took it, and when, in words. */
export interface CopyMark {
  number: string;
  by: string;
  on: string;
}

/** "Copy X-2027-0004, taken by R. Alvarez on Jan 8, 2027, 9:02 AM New York", as each file says it. */
export function copyWords({ number, by, on }: CopyMark): string {
  return `Copy ${number}, taken by ${by} on ${on}`;
}
