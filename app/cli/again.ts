import { faultFields, type Log } from '~/http/log';

/** Does something every so often, one at a time; what fails is logged and tried again. Answers how to stop, which waits for what is under way. */
export function again(name: string, everyMs: number, work: () => Promise<unknown>, log: Log): () => Promise<void> {
  let under: Promise<void> | null = null;
  const timer = setInterval(() => {
    under ??= work()
      .then(() => {})
      .catch((error: unknown) => log.error(name, faultFields(error)))
      .finally(() => {
        under = null;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await under;
  };
}
