/**
 * Lets few pictures be decoded at the same time, since a megabyte of upload may be hundreds of megabytes of pixels.
 * Whoever waits is served in the order of arrival, so a picture that needs all places is never passed over for ever.
 */
export class DecodingQueue {
  readonly #places: number;
  readonly #waiting: { readonly places: number; readonly start: () => void }[] = [];
  #free: number;

  constructor(places: number) {
    this.#places = places;
    this.#free = places;
  }

  /** @param places how many the work takes; more than there are means all of them */
  async run<Result>(places: number, work: () => Promise<Result>): Promise<Result> {
    const taken = Math.min(places, this.#places);
    await new Promise<void>((resolve) => {
      this.#waiting.push({ places: taken, start: resolve });
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
      next.start();
    }
  }
}
