import { setImmediate } from 'node:timers/promises';

/** Puts a question once for all who have it at the same moment: nobody is given an answer from before he asked. */
export function together<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let waiting: Promise<Answer> | undefined;
  const begin = async (): Promise<Answer> => {
    await setImmediate();
    waiting = undefined;
    return ask();
  };
  return () => (waiting ??= begin());
}
