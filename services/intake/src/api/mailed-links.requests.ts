import { mailedLinks, type LinkPurpose } from '@ekey/contracts';
import { z } from 'zod';

/** What a mailed link carries behind its `#`, beside what it is about. */
export const link = { notice: z.string().min(1).max(100), token: z.string().min(1).max(200) };

/** Which page of the portal such a mail leads to, and where that finds what it sends. */
export function mailed(purpose: LinkPurpose): string {
  const { page, about } = mailedLinks[purpose];
  return `The mail leads to the page \`/${page}\` of the portal; behind the \`#\` of its link stand \`${about}\`, \`notice\` and \`token\`, written as a query.`;
}
