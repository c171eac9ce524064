import { logger, logRequest, openLog } from './logging';

const answered = {
  method: 'POST',
  route: '/api/intake/v1/applications/:id',
  status: 201,
  ms: 1.5,
  caller: 'staff "one"\n\u2028',
  instance: '5b0c7e8e-3b1f-4a55-9f10-0123456789ab',
  correlationId: 'a1b2c3d4-3b1f-4a55-9f10-0123456789ab',
};

describe('the line of a request', () => {
  const lines: string[] = [];
  const opened = (level: string) => openLog(level, { write: (line) => void lines.push(line) });
  const withoutTime = (line: string | undefined) => line?.replace(/"at":"[^"]+"/, '"at":""');
  beforeEach(() => void lines.splice(0));
  afterAll(() => void openLog('silent'));

  it('is what the logger writes, to the letter', () => {
    opened('info');
    logger().info(answered, 'request');
    logRequest(answered);
    expect(withoutTime(lines[1])).toBe(withoutTime(lines[0]));
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ ...answered, level: 'info', msg: 'request' });
  });

  it('is written only where such lines are wanted', () => {
    opened('warn');
    logRequest(answered);
    expect(lines).toEqual([]);
  });
});
