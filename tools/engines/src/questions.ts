import { connect } from 'node:net';
import { HOST } from './engine';

const PATIENCE_MS = 1_000;

/** Whether anything listens on a port. */
export const isTaken = (port: number): Promise<boolean> => ask(port, undefined, () => true);

/** Sends bytes, if any, and judges the first that come back; with `heard` asked at once where nothing is to be waited for. */
export function ask(
  port: number,
  question: Buffer | undefined,
  isRight: (answer: Buffer) => boolean,
  waits = question !== undefined,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
    socket.on('data', (bytes) => end(isRight(bytes)));
    socket.on('connect', () => {
      if (question !== undefined) socket.write(question);
      else if (!waits) end(true);
    });
  });
}

/** Whether a web page answers with success. */
export const isWell = async (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
