import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/** Longer than looking anything up takes, shorter than anybody notices. */
const STEP_MS = 50;

/**
 * Waits until a whole number of steps has passed since `began`. Row security looks at a hidden row before it refuses it,
 * and that takes about 0.3 ms more than finding none: an answer that came at once would tell the two apart.
 */
export async function untilNextStep(began: number): Promise<void> {
  const due = began + Math.ceil((performance.now() - began) / STEP_MS) * STEP_MS;
  await sleep(Math.max(0, Math.floor(due - performance.now()) - 1));
  // Timers are whole milliseconds; the part of one that they leave would say what the wait is to hide.
  while (performance.now() < due) await turn();
}
