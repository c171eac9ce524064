/** For how long reactors that have something to do have not moved, as seen whenever somebody looks. */
export class Standstills {
  private readonly seen = new Map<string, { readonly position: number; readonly since: number }>();

  /**
   * @param isCaughtUp whether it has dealt with everything there is: then it may stand where it stands.
   * @param nowMs of a clock that never goes back.
   * @returns seconds; 0 where it has moved since the last look.
   */
  look(reactor: string, position: number, isCaughtUp: boolean, nowMs: number): number {
    const before = this.seen.get(reactor);
    if (isCaughtUp || before?.position !== position) {
      this.seen.set(reactor, { position, since: nowMs });
      return 0;
    }
    return (nowMs - before.since) / 1000;
  }
}
