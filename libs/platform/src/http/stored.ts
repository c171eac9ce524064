/** What a write answers: the revision its stream is at, and a body where there is something to say. */
export class Stored<Body> {
  constructor(
    readonly revision: number,
    readonly body: Body,
  ) {}
}

export function stored(outcome: { readonly revision: number }): Stored<undefined>;
export function stored<Body>(outcome: { readonly revision: number }, body: Body): Stored<Body>;
export function stored(outcome: { readonly revision: number }, body?: unknown): Stored<unknown> {
  return new Stored(outcome.revision, body);
}
