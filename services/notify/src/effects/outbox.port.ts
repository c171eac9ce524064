/** The mails that standalone keeps instead of sending them, for support to look at. */
export interface Outbox {
  /** Newest first. @param before the name that the page before ended with */
  list(limit: number, before?: string): Promise<readonly KeptMail[]>;
  /** @returns the message as written (RFC 5322), or `null` where there is none of this name. */
  read(name: string): Promise<Buffer | null>;
}

export interface KeptMail {
  readonly name: string;
  readonly noticeId: string;
  readonly sending: number;
  readonly attempt: number;
  readonly askedAt: string;
}
