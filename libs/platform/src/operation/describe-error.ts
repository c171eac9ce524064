const LONGEST = 300;
const FRAMES = 8;
/** What a message may carry of a person although nobody meant it to: a mail address, a phone or an ID number. */
const PERSONAL = /[^\s<>"'(]+@[^\s<>"')]+|\d{11,}[\dXx]?/g;

/** What a log may say of an error: its kind, its message and where it arose; never what a request held. */
export function describeError(error: unknown): object {
  const { name, message, stack } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Error>;
  if (name === undefined) return { name: typeof error };
  const frames = stack?.split('\n').filter((line) => line.startsWith('    at '));
  return {
    name,
    message: String(message).replaceAll(PERSONAL, '…').slice(0, LONGEST),
    ...(frames === undefined ? {} : { stack: frames.slice(0, FRAMES).map((line) => line.trim()) }),
  };
}
