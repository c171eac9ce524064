/** What a write answers: the revision its stream is at, and a body where there is something to say. */
export class Stored<Body> {
  constructor(
    readonly revision: number,
    readonly body?: Body,
  ) {}
}

export const stored = <Body>(outcome: { readonly revision: number }, body?: Body): Stored<Body> =>
  new Stored(outcome.revision, body);
