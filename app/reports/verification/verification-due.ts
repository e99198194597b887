/** Two or three in the morning in New York, where the courts are, whatever the season. */
const HOUR_UTC = 7;
const DAY_MS = 86_400_000;

/** Whether the night's verification is still to come: none has begun since the hour last passed. */
export function verificationIsDue(last: Date | null, now: Date): boolean {
  const tonight = new Date(now);
  tonight.setUTCHours(HOUR_UTC, 0, 0, 0);
  const passed = tonight.getTime() <= now.getTime() ? tonight.getTime() : tonight.getTime() - DAY_MS;
  return last === null || last.getTime() < passed;
}
