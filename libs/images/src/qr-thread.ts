import { Worker } from 'node:worker_threads';

/** A picture as one byte of brightness a pixel. */
export interface GreyPicture {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

export interface QrReading {
  readonly text: string | null;
  /** Without the time for which the picture waited for others. */
  readonly tookMs: number;
}

/** Plain JavaScript, since a thread starts from a file or a text, and from the sources there is no compiled file yet. */
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const readQr = require(workerData.jsqr);
  parentPort.on('message', ({ data, width, height }) => {
    const pixels = new Uint32Array(width * height);
    for (let i = 0; i < pixels.length; i++) pixels[i] = data[i] * 0x01010101;
    const rgba = new Uint8ClampedArray(pixels.buffer);
    const found = readQr(rgba, width, height, { inversionAttempts: 'dontInvert' });
    parentPort.postMessage(found ? found.data : '');
  });
`;

/**
 * Looks for a QR code in a thread of its own: the search holds its thread for a fifth of a second, and for as long as it
 * likes on a picture made to keep it busy. Such a thread is ended and the next search starts another.
 */
export class QrThread {
  #worker: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();
  /** Ends the reading that is going on; one that is over does not hear it any more. */
  #answer: (text: string | null) => void = () => undefined;

  /** The text of a code found within the time, counted from when this picture's turn comes; null for none. */
  read(picture: GreyPicture, withinMs: number): Promise<QrReading> {
    const reading = this.#last.then(async () => {
      const began = performance.now();
      const text = await this.#readNow(picture, withinMs);
      return { text, tookMs: performance.now() - began };
    });
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  async #readNow(picture: GreyPicture, withinMs: number): Promise<string | null> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<string | null>((resolve) => {
      this.#answer = resolve;
      timer = setTimeout(() => resolve(null), withinMs);
      worker.postMessage(picture);
    });
    clearTimeout(timer);
    // The thread answers '' when it found nothing; no answer at all means that it is dead or busy beyond its time.
    if (answer === null) await this.#stop();
    return answer || null;
  }

  #start(): Worker {
    const worker = new Worker(PROGRAM, { eval: true, workerData: { jsqr: require.resolve('jsqr') } });
    worker.on('message', (text: string) => this.#answer(text));
    worker.on('error', () => this.#answer(null));
    worker.on('exit', () => this.#answer(null));
    // Nobody waits for this thread when the process wants to end.
    worker.unref();
    return worker;
  }

  async #stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}
