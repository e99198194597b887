import { createConnection } from 'node:net';
import { Refusal } from '~/access/refusal';
import type { Answer, Answers, Ask, Question } from './protocol';

const PATIENCE_MS = 10_000;
/** Rotation goes through every subject. */
const LONG_PATIENCE_MS = 600_000;

/**
 * Asks the vault's process, which alone holds the keys. Throws Refusal 'vault.unreachable' where it does not answer; what
 * it refuses, as its Refusal or as the database's code.
 */
export async function askVault<A extends Ask>(
  socket: string,
  question: Extract<Question, { ask: A }>,
): Promise<Answers[A]> {
  const answer = await exchange<A>(socket, question);
  if (answer.ok) return answer.result;
  if (/^[0-9A-Z]{5}$/.test(answer.code)) throw Object.assign(new Error('the vault refused'), { code: answer.code });
  throw new Refusal(answer.code, answer.sentence, answer.field);
}

function exchange<A extends Ask>(socket: string, question: Question): Promise<Answer<A>> {
  return new Promise((resolve, reject) => {
    const unreachable = () =>
      reject(
        new Refusal(
          'vault.unreachable',
          'The vault does not answer. No details were shown. Everything else works; try again in a minute.',
        ),
      );
    if (socket === '') return unreachable();
    const connection = createConnection({ path: socket });
    const patience = question.ask === 'rotate' ? LONG_PATIENCE_MS : PATIENCE_MS;
    connection.setTimeout(patience, () => connection.destroy(new Error('no answer')));
    let text = '';
    connection.setEncoding('utf8');
    connection.on('connect', () => connection.write(`${JSON.stringify(question)}\n`));
    connection.on('data', (chunk: string) => {
      text += chunk;
    });
    connection.on('error', unreachable);
    connection.on('close', () => {
      try {
        resolve(JSON.parse(text) as Answer<A>);
      } catch {
        unreachable();
      }
    });
  });
}
