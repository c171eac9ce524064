interface Waiting {
  readonly places: number;
  readonly turn: number;
  readonly start: () => void;
}

/**
 * Lets few pictures be decoded at the same time, since a megabyte of upload may be hundreds of megabytes of pixels.
 * Those who bring them take turns, however many one of them brings (start-time fair queueing, Goyal, Vin and Cheng 1996), and
 * each is served in the order of arrival: nobody waits for another's heap of pages, and nobody is passed over for ever.
 */
export class DecodingQueue {
  readonly #places: number;
  /** Ascending by turn, then by arrival. */
  readonly #waiting: Waiting[] = [];
  /** When it is the turn of the next picture of somebody, for whoever has brought one since all last had theirs. */
  readonly #nextTurns = new Map<string, number>();
  /** Of the picture that was let in last. */
  #turn = 0;
  #free: number;

  constructor(places: number) {
    this.#places = places;
    this.#free = places;
  }

  /**
   * @param places how many the work takes; more than there are means all of them
   * @param whose who brings the picture
   */
  async run<Result>(places: number, whose: string, work: () => Promise<Result>): Promise<Result> {
    const taken = Math.min(places, this.#places);
    await new Promise<void>((start) => {
      const turn = Math.max(this.#turn, this.#nextTurns.get(whose) ?? 0);
      this.#nextTurns.set(whose, turn + taken);
      const behind = this.#waiting.findIndex((other) => other.turn > turn);
      this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, { places: taken, turn, start });
      this.#serve();
    });
    try {
      return await work();
    } finally {
      this.#free += taken;
      this.#serve();
    }
  }

  #serve(): void {
    for (let next = this.#waiting[0]; next && next.places <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.places;
      this.#turn = next.turn;
      next.start();
    }
    if (this.#waiting.length === 0) this.#nextTurns.clear();
  }
}
