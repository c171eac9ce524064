/** A word of the command line that does not fit; the message says which. */
export class Mistyped extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Mistyped';
  }
}

/** What is said of an error: of what was mistyped in words, of anything else with its stack. */
export function saidOf(error: unknown): string {
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (error instanceof Mistyped || code?.startsWith('ERR_PARSE_ARGS')) return `${message}\nSee docs/how-to/torture.md.`;
  return stack ?? String(error);
}
