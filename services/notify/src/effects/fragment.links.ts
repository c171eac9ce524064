import { mailedLinks } from '@ekey/contracts';
import type { Letter } from '../notice/notice.events';
import type { LinkPurpose, Links } from './links.port';

/** Links into the portal whose right stands behind the `#`, which browsers never send to a server. */
export class FragmentLinks implements Links {
  /**
   * @param portalUrl without a slash at the end
   * @param token the right that the link of a notice gives
   */
  constructor(
    private readonly portalUrl: string,
    private readonly token: (noticeId: string) => Promise<string>,
  ) {}

  async link(letter: Extract<Letter, { purpose: LinkPurpose }>): Promise<string> {
    const { page, about } = mailedLinks[letter.purpose];
    const { noticeId } = letter;
    const fragment = new URLSearchParams({
      [about]: idOf(letter),
      notice: noticeId,
      token: await this.token(noticeId),
    });
    return `${this.portalUrl}/${page}#${fragment.toString()}`;
  }
}

/** Of what the link is about: the invitation, the case, the account. */
function idOf(letter: Extract<Letter, { purpose: LinkPurpose }>): string {
  const id =
    letter.purpose === 'user-invitation' ? letter.parameters.invitationId : (letter.caseId ?? letter.accountId);
  if (id === undefined) throw new Error(`notice ${letter.noticeId} has a link about nothing`);
  return id;
}
