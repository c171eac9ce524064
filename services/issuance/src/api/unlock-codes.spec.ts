import { UnlockCodes } from './unlock-codes';

const codes = new UnlockCodes({ bytes: () => Promise.resolve(Buffer.alloc(32, 7)) });
const others = new UnlockCodes({ bytes: () => Promise.resolve(Buffer.alloc(32, 8)) });

describe('a code that unlocks', () => {
  it('can be read over the telephone, and is the same for a repeat', async () => {
    const code = await codes.codeFor('command-1');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await codes.codeFor('command-1')).toBe(code);
    expect(await codes.codeFor('command-2')).not.toBe(code);
    expect(await others.codeFor('command-1')).not.toBe(code);
  });
  it('is known again however it is typed', async () => {
    const digest = await codes.digestOf('case-1.1', 'ABCD-EFGH-JK12');
    expect(await codes.digestOf('case-1.1', 'abcd efgh jk12')).toBe(digest);
    expect(await codes.digestOf('case-1.1', 'ABCDEFGHJK12')).toBe(digest);
    expect(digest).not.toContain('ABCD');
  });
  it('fits one key, in one house', async () => {
    const digest = await codes.digestOf('case-1.1', 'ABCD-EFGH-JK12');
    expect(await codes.digestOf('case-1.2', 'ABCD-EFGH-JK12')).not.toBe(digest);
    expect(await others.digestOf('case-1.1', 'ABCD-EFGH-JK12')).not.toBe(digest);
  });
});
