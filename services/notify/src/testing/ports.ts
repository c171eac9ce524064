import type { KeyOwner, Sealed } from '@ekey/kernel';
import type { Contact, DueDate } from '../effects/directory.port';
import type { Mailer, OutgoingMail } from '../effects/mailer.port';
import type { NoticePorts } from '../effects/when-notice-queued-then-send.effect';
import type { Place } from '../notice/templates';
import { mailTo } from './letters';

export const place: Place = {
  authority: '北京市商务局',
  name: '政务服务大厅12号窗口',
  address: '北京市通州区运河东大街57号',
  hours: '工作日9:00–17:00',
  phone: '010-55570000',
};

export const contact: Contact = {
  application: { number: 'SQ-2026-000123', nameCn: '北京示例进出口有限公司' },
  mailTo,
  statedAt: '2026-03-02T01:00:00.000Z',
};

/** Stands in for a mail server: keeps what it is given, or refuses with what the spec says. */
class FakeMailer implements Mailer {
  readonly sent: OutgoingMail[] = [];
  readonly forgotten: KeyOwner[] = [];
  refusal: Error | null = null;
  /** Runs while a mail is under way. */
  meanwhile: () => void = () => undefined;

  async send(mail: OutgoingMail): Promise<{ messageId: string }> {
    this.meanwhile();
    if (this.refusal !== null) throw this.refusal;
    this.sent.push(mail);
    return { messageId: `<${mail.noticeId}.${mail.sending}@ekey>` };
  }

  async forget(owner: KeyOwner): Promise<void> {
    this.forgotten.push(owner);
  }
}

/** Ports around one case whose sealed values open to their own text until their owner is erased. */
export function fakePorts() {
  const erased = new Set<KeyOwner>();
  const mailer = new FakeMailer();
  const known: { contact: Contact | null; place: Place | null; due: DueDate | null } = { contact, place, due: null };
  const ports: NoticePorts = {
    clock: { now: () => '2026-03-02T02:00:00.000Z' },
    personal: {
      open: async ({ $sealed, owner }: Sealed) => (erased.has(owner) ? null : $sealed),
      isErased: async (owner) => erased.has(owner),
    },
    directory: {
      contact: async () => known.contact,
      dueDate: async () => known.due,
      pickupPoint: async () => known.place,
    },
    links: { link: async ({ noticeId }) => `https://portal.example/page#notice=${noticeId}&token=secret` },
    mailer,
    imprint: { name: '进出口企业电子钥匙在线申领系统', hotline: '010-58103599', portalUrl: 'https://portal.example' },
    renewalGraceDays: 30,
  };
  return { ports, mailer, erased, known };
}
