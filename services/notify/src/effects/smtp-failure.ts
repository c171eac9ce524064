import { AddressRefused, MailServerUnavailable } from './mailer.port';

/** What the client tells of a failure. Its texts, and those of the server, hold addresses: they go no further than here. */
interface ClientFailure extends Error {
  readonly code?: string;
  /** The step that failed. */
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** The mailbox is not there, not here, full, or named as none can be; its domain takes no mail (RFC 5321 §4.2.3, RFC 7504). */
const MAILBOX = [550, 551, 552, 553, 556];
/** In answer to a recipient this is about us (no relaying, a blocked sender); in answer to the message it is about what it says. */
const TRANSACTION_FAILED = 554;
/** Where the client's words name hosts and certificates at most. */
const OF_THE_LINE = ['EDNS', 'ESOCKET', 'ETLS', 'ETIMEDOUT'];

/** @returns what the port throws for it, or the error itself where it is a defect of ours */
export function failureOf(error: unknown, server: string): unknown {
  const failure = error as ClientFailure;
  if (typeof failure.code !== 'string') return error;
  const reply = replyOf(failure);
  if (reply !== undefined && isAboutTheRecipient(failure)) return new AddressRefused(reply);
  return new MailServerUnavailable(new Error(`${server} ${reasonOf(failure)}`));
}

/** All other refusals may pass: those of the sender, of the log-in, of the server as it is now. */
function isAboutTheRecipient({ code, command, responseCode = 0 }: ClientFailure): boolean {
  if (code === 'EENVELOPE') return command === 'RCPT TO' && MAILBOX.includes(responseCode);
  return code === 'EMESSAGE' && [...MAILBOX, TRANSACTION_FAILED].includes(responseCode);
}

function reasonOf(failure: ClientFailure): string {
  const { code = '', command = 'a call', message } = failure;
  const reply = replyOf(failure);
  if (code === 'EAUTH') return `does not accept user and password (${reply ?? 'no log-in'})`;
  if (code === 'EABORT') return 'did not take the mail over in time';
  if (reply !== undefined) return `answered ${command} with ${reply}`;
  return OF_THE_LINE.includes(code) ? `cannot be used: ${message}` : `broke off (${code})`;
}

/** Code and enhanced code (RFC 3463), such as `550 5.1.1`. */
function replyOf({ responseCode, response = '' }: ClientFailure): string | undefined {
  if (responseCode === undefined) return undefined;
  const [, enhanced] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  return enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`;
}
