import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { linger } from './lingering';

const LONG_MS = 10_000;
const refused = (complete: boolean) => Object.assign(new EventEmitter(), { complete, socket: { destroy: jest.fn() } });
const over = (request: ReturnType<typeof refused>) => linger(request as unknown as IncomingMessage);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('the connection over which too much was sent', () => {
  it('is cut off where its sender does not come to an end', () => {
    const request = refused(false);
    over(request);
    expect(request.socket.destroy).not.toHaveBeenCalled();
    jest.advanceTimersByTime(LONG_MS);
    expect(request.socket.destroy).toHaveBeenCalledTimes(1);
  });

  it('is left to what comes next once all of it has come', () => {
    const request = refused(false);
    over(request);
    request.emit('close');
    jest.advanceTimersByTime(LONG_MS);
    expect(request.socket.destroy).not.toHaveBeenCalled();
  });

  it('is left to what comes next where all had come before it was refused, as an image that is too large', () => {
    const request = refused(true);
    over(request);
    jest.advanceTimersByTime(LONG_MS);
    expect(request.socket.destroy).not.toHaveBeenCalled();
  });
});
