import { Inject, Injectable } from '@nestjs/common';
import type { LinkPurpose } from '@ekey/contracts';
import { isLinkToken, noticeIdFor, problem, SECRETS, type Secrets } from '@ekey/platform';

/** What a mailed link carries behind its `#`. */
export interface LinkRight {
  readonly notice: string;
  readonly token: string;
}

/** Tells a link that was really mailed from a made-up one. */
@Injectable()
export class MailedLinks {
  constructor(@Inject(SECRETS) private readonly secrets: Secrets) {}

  /**
   * @param requests the requests of this purpose that the stream knows
   * @returns the one that the link answers
   * @throws LinkUnknown where it answers none; nothing tells whether there is such an account or case.
   */
  async requestBehind(
    purpose: LinkPurpose,
    requests: readonly string[],
    { notice, token }: LinkRight,
  ): Promise<string> {
    const genuine = isLinkToken(await this.secrets.bytes('link-key'), notice, token);
    const request = requests.find((each) => noticeIdFor(each, purpose) === notice);
    if (!genuine || request === undefined) throw linkUnknown();
    return request;
  }
}

export const linkProblems = {
  LinkUnknown: {
    status: 404,
    zh: '链接无效，或已被更新的链接取代，请使用最近一封邮件中的链接。',
    en: 'This link is not known, or a newer one has replaced it. Use the link of the latest mail.',
  },
  LinkExpired: {
    status: 410,
    zh: '链接已过期，请重新申请发送邮件。',
    en: 'This link has expired. Ask for another mail.',
  },
  LinkUsed: {
    status: 409,
    zh: '链接已使用过，无需再次操作。',
    en: 'This link was used already. Nothing more is to be done.',
  },
} as const;

export const linkUnknown = () => problem({ code: 'LinkUnknown', ...linkProblems.LinkUnknown });
