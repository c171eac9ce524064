import { ACCOUNT, activation, CASE, letterToAccount, NOTICE } from '../testing/letters';
import { FragmentLinks } from './fragment.links';
import type { LinkPurpose } from './links.port';
import type { Letter } from '../notice/notice.events';

const links = new FragmentLinks('https://portal.example', async (noticeId) => `token-of-${noticeId}`);
const expiresAt = '2026-03-03T01:00:00.000Z';
const right = `notice=${NOTICE}&token=token-of-${NOTICE}`;
const to = (content: Parameters<typeof letterToAccount>[0]) =>
  letterToAccount(content) as Extract<Letter, { purpose: LinkPurpose }>;

describe('a link that gives a right', () => {
  it.each([
    [
      'address-confirmation',
      to({ purpose: 'address-confirmation', parameters: { expiresAt } }),
      `confirm-address#account=${ACCOUNT}`,
    ],
    [
      'password-reset',
      to({ purpose: 'password-reset', parameters: { expiresAt } }),
      `reset-password#account=${ACCOUNT}`,
    ],
    [
      'user-invitation',
      to({ purpose: 'user-invitation', parameters: { invitationId: 'the-invitation', nameCn: '甲', expiresAt } }),
      'accept-invitation#invitation=the-invitation',
    ],
    ['activation', activation as Extract<Letter, { purpose: LinkPurpose }>, `activate-account#case=${CASE}`],
  ])('%s leads to its page and stands wholly behind the #', async (_purpose, letter, expected) =>
    expect(await links.link(letter)).toBe(`https://portal.example/${expected}&${right}`),
  );
  it('about nothing is a fault', async () => {
    const { accountId: _none, ...letter } = to({ purpose: 'password-reset', parameters: { expiresAt } });
    await expect(links.link(letter as Extract<Letter, { purpose: LinkPurpose }>)).rejects.toThrow(
      'a link about nothing',
    );
  });
});
