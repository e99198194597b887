import { expect } from 'vitest';
import type { Answer } from './server';
import type { World } from './world';

type Line = Record<string, unknown>;
/** The lines about refusals that were written while `attempt` ran, by the gates and by the pages. */
async function refusals(world: World, attempt: () => Promise<unknown>): Promise<Line[]> {
  const [before, gates] = [world.said.length, world.server.logged.length];
  await attempt();
  // A gate's line is written when its answer is closed.
  await new Promise((resolve) => setTimeout(resolve, 30));
  return [...world.said.slice(before), ...world.server.logged.slice(gates)]
    .map((line): Line => JSON.parse(line))
    .filter(({ msg }) => msg === 'refused');
}

/** Only these fields may stand in such a line, and nothing of what was sent. */
const FIELDS = ['level', 'time', 'msg', 'requestId', 'method', 'route', 'code', 'actor'];

/** How somebody is answered, and what the log says of it. */
export interface Refused {
  status: number;
  to?: string;
  says?: string;
  code: string;
  route: string;
  actor?: number | undefined;
}

/** Somebody tries; they are answered so, and one line says who tried what, why it was refused, and in which request. */
export async function expectRefused(world: World, attempt: () => Promise<Answer>, wanted: Refused): Promise<void> {
  let answer: Answer | undefined;
  const lines = await refusals(world, async () => {
    answer = await attempt();
  });
  const { status, to, says, ...line } = wanted;
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ ...line, requestId: expect.stringMatching(/^[\da-f-]{36}$/) });
  expect(lines[0]?.actor).toBe(line.actor);
  expect(Object.keys(lines[0] ?? {}).filter((field) => !FIELDS.includes(field))).toEqual([]);
  expect(answer?.status).toBe(status);
  if (to) expect(answer?.headers.location).toContain(to);
  if (says) expect(answer?.text.replace(/&#x27;/g, "'")).toContain(says);
  // Codes, classes and the database's own words are for the log.
  expect(answer?.text).not.toMatch(/sec\.|SQLSTATE|42501|28000|RV001|RG001|permission denied|row-level/);
}
