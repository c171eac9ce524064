import { checkEmailAddress } from '@ekey/identifiers';
import { caseKey, isSealed, type Clock, type Effect, type KeyOwner, type Recorded, type Sealed } from '@ekey/kernel';
import type { PersonalData } from '@ekey/personal-data';
import { linkIsExpired, newestAddress } from '../notice/letter';
import type { NoticeCommand } from '../notice/notice.commands';
import type { Letter, SendingAsked, StatedAddress } from '../notice/notice.events';
import type { Imprint } from '../notice/templates';
import type { Directory } from './directory.port';
import { fillLetter } from './fill-letter';
import type { Links } from './links.port';
import { AddressRefused, MailServerUnavailable, type Mailer } from './mailer.port';

export interface NoticePorts {
  readonly clock: Clock;
  readonly personal: Pick<PersonalData, 'open' | 'isErased'>;
  readonly directory: Directory;
  readonly links: Links;
  readonly mailer: Mailer;
  readonly imprint: Imprint;
  readonly renewalGraceDays: number;
}

/** Sends a mail and reports what became of it. What is unknown (a broken disk, a missing key) is thrown and tried again. */
export const whenNoticeQueuedThenSend: Effect<SendingAsked, NoticeCommand, NoticePorts> = {
  name: 'when-notice-queued-then-send',
  on: ['NoticeQueued', 'NoticeRetried', 'NoticeRedelivered', 'AddressCorrected'],
  async act(fact, ports) {
    const { sending, attempt } = fact.data;
    const outcome = await send(fact, ports);
    const report = { sending, attempt, ...outcome, now: ports.clock.now() };
    return 'messageId' in report ? { type: 'RecordDelivery', data: report } : { type: 'RecordFailure', data: report };
  },
};

type Failure = Pick<Extract<NoticeCommand, { type: 'RecordFailure' }>['data'], 'cause' | 'addressAsOf'>;
type Outcome = { readonly messageId: string } | Failure;

async function send(fact: Recorded<SendingAsked>, ports: NoticePorts): Promise<Outcome> {
  const { letter } = fact.data;
  if (linkIsExpired(letter, ports.clock.now())) return { cause: 'link-expired' };
  const contactOf = async (caseId?: string) => (caseId === undefined ? null : ports.directory.contact(caseId));
  const contact = await contactOf(letter.caseId);
  const address = newestAddress(letter.address, contact, await contactOf(letter.renewalId));
  if (address === null) return { cause: 'address-not-known-yet' };
  const addressAsOf = address.statedAt;
  const to = await openText(ports, address.mailTo);
  if (to === null) return { cause: 'address-erased', addressAsOf };
  if (!checkEmailAddress(to).ok) return { cause: 'address-refused', addressAsOf };
  const { sending, attempt } = fact.data;
  const open = (sealed: Sealed) => openText(ports, sealed);
  const filled = await fillLetter(letter, contact, { ...ports, attempt, open });
  if ('missing' in filled) return { cause: filled.missing, addressAsOf };
  const envelope = { noticeId: letter.noticeId, sending, attempt, askedAt: fact.meta.recordedAt, to };
  const owners = ownersOf(letter, address);
  const outcome = await handOver({ ...envelope, owners, ...filled.mail }, addressAsOf, ports);
  await forgetErased(owners, ports);
  return outcome;
}

async function handOver(
  mail: Parameters<Mailer['send']>[0],
  addressAsOf: string,
  { mailer }: NoticePorts,
): Promise<Outcome> {
  try {
    return { messageId: (await mailer.send(mail)).messageId };
  } catch (error) {
    if (error instanceof AddressRefused) return { cause: 'address-refused', addressAsOf };
    if (error instanceof MailServerUnavailable) return { cause: 'mail-server-unavailable', addressAsOf };
    throw error;
  }
}

async function openText({ personal }: NoticePorts, sealed: Sealed): Promise<string | null> {
  const text = await personal.open(sealed);
  return text === null ? null : String(text);
}

function ownersOf({ caseId, parameters }: Letter, address: StatedAddress): readonly KeyOwner[] {
  const sealed = [address.mailTo, ...Object.values(parameters).filter(isSealed)];
  return [...new Set([...sealed.map(({ owner }) => owner), ...(caseId === undefined ? [] : [caseKey(caseId)])])];
}

/** A key destroyed while the mail was being written: its owner's mails were removed before this one was there. */
async function forgetErased(owners: readonly KeyOwner[], { personal, mailer }: NoticePorts): Promise<void> {
  for (const owner of owners) if (await personal.isErased(owner)) await mailer.forget(owner);
}
