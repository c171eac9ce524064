import { withoutPersonal } from '@ekey/event-store';

const LONGEST = 300;
const FRAMES = 8;

/** What a log may say of an error: its kind, its message and where it arose; never what a request held. */
export function describeError(error: unknown): object {
  const { name, message, stack } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Error>;
  if (name === undefined) return { name: typeof error };
  const frames = stack?.split('\n').filter((line) => line.startsWith('    at '));
  return {
    name,
    message: withoutPersonal(String(message)).slice(0, LONGEST),
    ...(frames === undefined ? {} : { stack: frames.slice(0, FRAMES).map((line) => line.trim()) }),
  };
}
