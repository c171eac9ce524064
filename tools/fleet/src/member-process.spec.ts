import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MemberProcess } from './member-process';

/** Answers, and goes on until it is told to end; or ends by itself a moment later. */
const program = (isMortal: boolean): string => `process.send({ url: 'http://nowhere' });
${isMortal ? "console.error('out of memory'); setTimeout(() => process.exit(7), 50);" : 'process.on("message", () => undefined);'}`;

describe('the process of a service', () => {
  let folder: string;
  const started = (isMortal: boolean): Promise<MemberProcess> => {
    const file = path.join(folder, 'program.js');
    writeFileSync(file, program(isMortal));
    return MemberProcess.start({ service: 'intake', environment: {}, ahead: 0, program: file });
  };
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'ekey-member-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each(['kill', 'stop'] as const)('has not ended by itself where it was told to (%s)', async (end) => {
    const member = await started(false);
    expect(member.ownEnd).toBeNull();
    await member[end]();
    expect([member.alive, member.ownEnd]).toEqual([false, null]);
  });

  it('says how it ended by itself, and what it had written', async () => {
    const member = await started(true);
    while (member.alive) await new Promise((resolve) => setTimeout(resolve, 20));
    await member.kill();
    expect(member.ownEnd).toBe('intake ended by itself (7):\nout of memory');
  });
});
