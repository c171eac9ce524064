import type { Sealed } from '@ekey/kernel';
import type { Letter, TemporaryCause } from '../notice/notice.events';
import { render, type Imprint, type Mail } from '../notice/templates';
import type { Contact, Directory } from './directory.port';
import type { LinkPurpose, Links } from './links.port';

export interface LetterSources {
  /** Of this sending, from 1: the first waits for what may be told in a moment. */
  readonly attempt: number;
  readonly directory: Directory;
  readonly links: Links;
  readonly imprint: Imprint;
  /** For how many days after the end of a certificate a renewal of it may be finished. */
  readonly renewalGraceDays: number;
  /** @returns the text, or `null` where its key was destroyed */
  readonly open: (sealed: Sealed) => Promise<string | null>;
}

/** The mail as it is to be shown, or why it cannot be written now. */
export type Filled = { readonly mail: Mail } | { readonly missing: TemporaryCause | 'address-erased' };

/** Fills a letter with what is known only now: link, remark, place, number of the application. */
export async function fillLetter(letter: Letter, contact: Contact | null, sources: LetterSources): Promise<Filled> {
  switch (letter.purpose) {
    case 'address-confirmation':
    case 'password-reset':
    case 'user-invitation':
    case 'activation':
      return withLink(letter, sources);
    case 'expiry-near': {
      const number = contact?.application?.number ?? null;
      const filling = { imprint: sources.imprint, number, ...letter.parameters };
      return { mail: render(letter.purpose, letter.templateVersion, filling) };
    }
    default:
      return aboutApplication(letter, contact, sources);
  }
}

type OfPurpose<P extends Letter['purpose']> = Extract<Letter, { purpose: P }>;
type WithLink = OfPurpose<LinkPurpose>;
type AboutApplication = Exclude<Letter, WithLink | OfPurpose<'expiry-near'>>;

async function withLink(letter: WithLink, { links, imprint }: LetterSources): Promise<Filled> {
  const filling = { imprint, link: await links.link(letter), ...letter.parameters };
  return { mail: render(letter.purpose, letter.templateVersion, filling) };
}

async function aboutApplication(
  letter: AboutApplication,
  contact: Contact | null,
  sources: LetterSources,
): Promise<Filled> {
  const { directory, imprint, renewalGraceDays: graceDays, open } = sources;
  if (contact?.application === undefined) return { missing: 'address-not-known-yet' };
  const about = { imprint, ...contact.application };
  const version = letter.templateVersion;
  switch (letter.purpose) {
    case 'submission-received': {
      const due = await newestDue(letter, sources);
      return due === null
        ? { missing: 'due-date-not-settled-yet' }
        : { mail: render(letter.purpose, version, { ...about, ...letter.parameters, ...due }) };
    }
    case 'key-collected':
    case 'certificate-expiring':
    case 'contact-change-requested':
    case 'contact-changed':
    case 'key-suspended':
    case 'key-reinstated':
    case 'key-given-up':
    case 'key-revoked':
    case 'key-unlocked':
    case 'unlock-requested':
    case 'unlock-not-done':
    case 'revocation-requested':
    case 'revocation-not-done':
    case 'key-delayed':
    case 'case-ended':
      return { mail: render(letter.purpose, version, { ...about, ...letter.parameters }) };
    case 'renewal-approved':
      return { mail: render(letter.purpose, version, { ...about, ...letter.parameters, graceDays }) };
    case 'key-ready':
    case 'collection-reminder': {
      const { agencyId, pickupPointId } = letter.parameters;
      const place = await directory.pickupPoint(agencyId, pickupPointId);
      if (place === null) return { missing: 'place-not-known-yet' };
      return { mail: render(letter.purpose, version, { ...about, ...letter.parameters, place }) };
    }
    case 'application-rejected':
    case 'application-refused':
    case 'final-review-failed': {
      const remark = await open(letter.parameters.remark);
      if (remark === null) return { missing: 'address-erased' };
      return { mail: render(letter.purpose, version, { ...about, ...letter.parameters, remark }) };
    }
  }
}

/** The date as it was stated last; `null` where it is provisional and may be stated anew in a moment. */
async function newestDue(
  { caseId, parameters }: OfPurpose<'submission-received'>,
  { directory, attempt }: LetterSources,
): Promise<{ readonly dueOn: string; readonly provisional: boolean } | null> {
  const told = caseId === undefined ? null : await directory.dueDate(caseId);
  const { dueOn, provisional } = told?.round === parameters.round ? told : parameters;
  return provisional && attempt === 1 ? null : { dueOn, provisional };
}
