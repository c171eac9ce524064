import { until, type HttpClient } from './http-client';

/** A notice as support sees it in its list: the address masked. */
export interface Notice {
  readonly noticeId: string;
  readonly purpose: string;
  readonly state: string;
  readonly mailTo: string | null;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What a link in a mail carries behind its `#`, which no browser sends to a server by itself. */
export type LinkRight = Readonly<Record<string, string>>;

const OUTBOX = '/api/notify/v1/outbox';

/** The mails, as support reads them on a floor that keeps them instead of sending them. */
export class Mailbox {
  private readonly known = new Map<string, Mail>();

  constructor(readonly support: HttpClient) {}

  async notices(query: Readonly<Record<string, string>>): Promise<readonly Notice[]> {
    const search = new URLSearchParams({ limit: '200', ...query });
    return (await this.support.get<{ items: readonly Notice[] }>(`/api/notify/v1/notices?${search}`)).body.items;
  }

  /** Every mail that was written to an address, oldest first. */
  async mailsTo(address: string): Promise<readonly Mail[]> {
    const mails: Mail[] = [];
    for (const place of await this.places()) mails.push(await this.read(place));
    return mails.filter(({ to }) => to === address).reverse();
  }

  /** Waits until so many mails with this subject were written to this address. @returns the newest of them */
  async awaits(address: string, subject: string | RegExp, count = 1): Promise<Mail> {
    const isIt = (mail: Mail): boolean =>
      typeof subject === 'string' ? mail.subject === subject : subject.test(mail.subject);
    const mails = await until(
      `mail ${count} with the subject ${subject} is written`,
      async () => (await this.mailsTo(address)).filter(isIt),
      (found) => found.length >= count,
    );
    return mails.at(-1) as Mail;
  }

  /** The list is paged, newest first. */
  private async places(): Promise<readonly string[]> {
    const places: string[] = [];
    for (let next: string | undefined = `${OUTBOX}?limit=200`; next !== undefined;) {
      const page: string = (await this.support.get(next)).bytes.toString('utf8');
      const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => plain(href as string));
      places.push(...links.filter((href) => href.startsWith(`${OUTBOX}/`)));
      next = links.find((href) => href.startsWith(`${OUTBOX}?before=`));
    }
    return places;
  }

  private async read(place: string): Promise<Mail> {
    const known = this.known.get(place);
    if (known !== undefined) return known;
    const page = (await this.support.get(place)).bytes.toString('utf8');
    const part = (pattern: RegExp): string => plain(pattern.exec(page)?.[1] ?? '');
    const mail = { to: part(/收件人：([^<]*)</), subject: part(/<h1>([^<]*)</), text: part(/<pre>(.*?)<\/pre>/s) };
    this.known.set(place, mail);
    return mail;
  }
}

/** @returns what the mail's link to this page carries. @throws where it has none. */
export function rightIn(mail: Mail, page: string): LinkRight {
  const link = new RegExp(`https?://\\S+/${page}#(\\S+)`).exec(mail.text)?.[1];
  if (link === undefined) throw new Error(`the mail “${mail.subject}” has no link to ${page}`);
  return Object.fromEntries(new URLSearchParams(link));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const plain = (html: string): string =>
  html.replace(/<br>/g, '\n').replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] as string);
