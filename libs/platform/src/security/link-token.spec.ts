import { isLinkToken, linkToken, noticeIdFor } from './link-token';

const key = Buffer.alloc(32, 1);
const notice = noticeIdFor('request', 'password-reset');

describe('the right that a link gives', () => {
  it('is told by the notice and the key alone', () => {
    expect(linkToken(key, notice)).toMatch(/^[\w-]{43}$/);
    expect(isLinkToken(key, notice, linkToken(key, notice))).toBe(true);
  });

  it('is none with another key, of another notice, or changed', () => {
    const token = linkToken(key, notice);
    expect(isLinkToken(Buffer.alloc(32, 2), notice, token)).toBe(false);
    expect(isLinkToken(key, noticeIdFor('request', 'invitation'), token)).toBe(false);
    for (const other of [
      '',
      token.slice(1),
      `${token}x`,
      token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      '字'.repeat(43),
    ])
      expect(isLinkToken(key, notice, other)).toBe(false);
  });

  it('is of one notice for one request and purpose', () => {
    expect(noticeIdFor('request', 'password-reset')).toBe(notice);
    expect(noticeIdFor('request', 'invitation')).not.toBe(notice);
  });
});
