/** A file that holds a store cannot be used: gone, cut short, damaged, of another kind or of a newer release. */
export class UnreadableStore extends Error {
  constructor(
    readonly file: string,
    why: string,
    options?: ErrorOptions,
  ) {
    super(`${file} ${why}`, options);
    this.name = 'UnreadableStore';
  }
}
