/** One side of a race: what one client does once. */
export type Side = (client: number) => Promise<unknown>;

export interface Race {
  /** How often a second each side came through, round by round. */
  first: number[];
  second: number[];
}

/** So many clients repeat one side for so long; answers how often a second all of them together came through. */
export async function rate(side: Side, clients: number, seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1000;
  let count = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < until) {
        await side(client);
        count += 1;
      }
    }),
  );
  return (count * 1000) / (performance.now() - began);
}

/** Both sides by turns, in each round the other one first: what else the machine does meets both. */
export async function race(first: () => Promise<number>, second: () => Promise<number>, rounds: number): Promise<Race> {
  const result: Race = { first: [], second: [] };
  for (let round = 0; round < rounds; round += 1) {
    const turns = [async () => result.first.push(await first()), async () => result.second.push(await second())];
    for (const turn of round % 2 ? turns.reverse() : turns) await turn();
  }
  return result;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** What so many in a hundred stay within. */
export function percentile(values: readonly number[], of: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * of) / 100) - 1)] ?? 0;
}
