import { derivedId } from '@ekey/event-store';

/** An application with its applicant. Two of one enterprise compete for its slot. */
export interface Case {
  readonly caseId: string;
  readonly uscc: string;
  readonly nameCn: string;
  readonly accountId: string;
}

const contested = { uscc: '91350100M000100Y43', nameCn: '福州样本进出口有限公司' };
const alone = { uscc: '91310000MA1FL0000X', nameCn: '上海示例进出口有限公司' };

/** Two applications of one enterprise, from accounts that know nothing of each other, and one of another. */
export const cases: readonly Case[] = [contested, contested, alone].map((enterprise, which) => ({
  ...enterprise,
  caseId: derivedId('simulated case', which),
  accountId: derivedId('simulated account', which),
}));
export const usccs: readonly string[] = [contested.uscc, alone.uscc];

export interface Officer {
  readonly id: string;
  readonly organisationId: string;
  readonly roles: readonly string[];
}

/** Where every application goes, and where its key is collected. */
export const place = { agencyId: 'authority-fuzhou', pickupPointId: 'fuzhou-1' };
const authority = { organisationId: place.agencyId };
const provider = { organisationId: 'provider' };

const li: Officer = { id: 'li', ...authority, roles: ['AGR'] };
const zhao: Officer = { id: 'zhao', ...authority, roles: ['AGR'] };
export const manager: Officer = { id: 'manager', ...authority, roles: ['AGM'] };
const stranger: Officer = { id: 'stranger', organisationId: 'authority-beijing', roles: ['AGR', 'AGM'] };
const wang: Officer = { id: 'wang', ...provider, roles: ['SPR', 'SPP'] };
const chen: Officer = { id: 'chen', ...provider, roles: ['SPR', 'SPP'] };
/** Li has gone over to the provider in the meantime; only the rules keep him from judging his own verdict. */
const liAtProvider: Officer = { id: 'li', ...provider, roles: ['SPR', 'SPP'] };

/** Everybody who may come to a desk of the review, fit for it or not. */
export const officers: readonly Officer[] = [li, zhao, manager, stranger, wang, chen, liAtProvider];
export const preVerifiers: readonly Officer[] = [li, zhao];
export const reVerifiers: readonly Officer[] = [wang, chen, liAtProvider];
/** The same people make keys and check them, as far as the rules let them. */
export const makers: readonly string[] = ['wang', 'chen', 'li', 'sun'];

/** Tokens in stock at first: few, so that they are fought for. What is missing is bought. */
export const tokens: readonly string[] = Array.from({ length: 4 }, (_none, index) => `EK${index}`);

export const minutesAfter = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

/** One of them, whichever the number says. */
export const chosen = <Item>(items: readonly Item[], pick: number): Item => items[pick % items.length] as Item;
