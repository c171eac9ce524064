import type { Letter, Purpose } from '../notice/notice.events';

/** The mails that carry a link which gives a right. */
export type LinkPurpose = Extract<
  Purpose,
  'address-confirmation' | 'password-reset' | 'user-invitation' | 'activation'
>;

/** Makes such a link anew each time it is mailed; nothing keeps it. */
export interface Links {
  link(letter: Extract<Letter, { purpose: LinkPurpose }>): Promise<string>;
}
