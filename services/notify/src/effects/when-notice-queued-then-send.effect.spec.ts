import { recorded } from '@ekey/kernel/testing';
import type { Letter, SendingAsked } from '../notice/notice.events';
import {
  ACCOUNT,
  activation,
  CASE,
  letterToAccount,
  mailTo,
  NOTICE,
  rejection,
  remark,
  sealedFor,
} from '../testing/letters';
import { contact, fakePorts } from '../testing/ports';
import { AddressRefused, MailServerUnavailable } from './mailer.port';
import { whenNoticeQueuedThenSend as effect } from './when-notice-queued-then-send.effect';

const now = '2026-03-02T02:00:00.000Z';
const queued = (letter: Letter) =>
  recorded<SendingAsked>(
    { type: 'NoticeQueued', data: { sending: 1, attempt: 1, letter, queuedAt: '2026-03-02T01:30:00.000Z' } },
    { stream: `notify.Notice-${NOTICE}`, recordedAt: '2026-03-02T01:30:00.000Z' },
  );
const failure = (cause: string, addressAsOf?: string) => ({
  type: 'RecordFailure',
  data: { sending: 1, attempt: 1, cause, ...(addressAsOf === undefined ? {} : { addressAsOf }), now },
});

describe('when a notice is queued', () => {
  it('then it is sent to the address of the case, opened only now, and the delivery reported', async () => {
    const { ports, mailer } = fakePorts();
    expect(await effect.act(queued(rejection), ports)).toEqual({
      type: 'RecordDelivery',
      data: { sending: 1, attempt: 1, messageId: `<${NOTICE}.1@ekey>`, now },
    });
    expect(mailer.sent).toHaveLength(1);
    expect(mailer.sent[0]).toMatchObject({
      ...{ noticeId: NOTICE, sending: 1, attempt: 1, askedAt: '2026-03-02T01:30:00.000Z' },
      ...{ to: 'agent@enterprise.example', subject: '核验未通过：请修改后重新提交（SQ-2026-000123）' },
      owners: [`case:${CASE}`],
    });
    expect(mailer.sent[0]?.text).toContain(remark.$sealed);
  });

  it('then a mail to an account goes to the address that came with the request', async () => {
    const { ports, mailer } = fakePorts();
    const letter = letterToAccount({
      purpose: 'password-reset',
      parameters: { expiresAt: '2026-03-02T03:00:00.000Z' },
    });
    await effect.act(queued(letter), ports);
    expect(mailer.sent[0]).toMatchObject({ to: 'founder@enterprise.example', owners: [`account:${ACCOUNT}`] });
    expect(mailer.sent[0]?.text).toContain(`https://portal.example/page#notice=${NOTICE}&token=secret`);
  });

  it('then the address that was stated last counts, wherever it was stated', async () => {
    const { ports, mailer, known } = fakePorts();
    known.contact = {
      ...contact,
      mailTo: sealedFor(`case:${CASE}`, 'old@enterprise.example'),
      statedAt: '2026-03-01T01:00:00.000Z',
    };
    await effect.act(queued(activation), ports);
    known.contact = {
      ...contact,
      mailTo: sealedFor(`case:${CASE}`, 'new@enterprise.example'),
      statedAt: '2026-03-02T01:20:00.000Z',
    };
    await effect.act(queued(activation), ports);
    expect(mailer.sent.map(({ to }) => to)).toEqual(['agent@enterprise.example', 'new@enterprise.example']);
  });

  it('then a mail that a renewal has brought about goes where its form says, unless the case says something newer', async () => {
    const { ports, mailer } = fakePorts();
    const of = (name: string, statedAt: string) => ({ ...contact, mailTo: sealedFor(`case:${CASE}`, name), statedAt });
    const renewalId = '6f0c2f5e-9f5b-4a5c-8f43-3c1f5a8f7b21';
    const sentTo = async (statedByCase: string) => {
      const told = of('case@enterprise.example', statedByCase);
      const renewed = of('renewal@enterprise.example', '2026-03-02T01:10:00.000Z');
      const directory = { ...ports.directory, contact: async (id: string) => (id === renewalId ? renewed : told) };
      await effect.act(queued({ ...activation, renewalId }), { ...ports, directory });
      return mailer.sent.at(-1)?.to;
    };
    expect(await sentTo('2026-03-01T01:00:00.000Z')).toBe('renewal@enterprise.example');
    expect(await sentTo('2026-03-02T01:20:00.000Z')).toBe('case@enterprise.example');
  });
});

describe('when a notice cannot be sent now', () => {
  it('then a mail server that does not answer is reported', async () => {
    const { ports, mailer } = fakePorts();
    mailer.refusal = new MailServerUnavailable('connection refused');
    expect(await effect.act(queued(rejection), ports)).toEqual(failure('mail-server-unavailable', contact.statedAt));
  });
  it('then an address that nobody has told yet is reported', async () => {
    const { ports, known } = fakePorts();
    known.contact = null;
    expect(await effect.act(queued(rejection), ports)).toEqual(failure('address-not-known-yet'));
  });
  it('then a pick-up point that nobody has told yet is reported', async () => {
    const { ports, mailer, known } = fakePorts();
    known.place = null;
    const parameters = { agencyId: 'BJ', pickupPointId: 'BJ-12', papers: [], collectBy: '2026-06-10T16:00:00.000Z' };
    const letter = { ...rejection, purpose: 'key-ready' as const, parameters };
    expect(await effect.act(queued(letter), ports)).toEqual(failure('place-not-known-yet', contact.statedAt));
    expect(mailer.sent).toEqual([]);
  });
  it('then a fault that says nothing about the mail is thrown, for the runner to try again', async () => {
    const { ports, mailer } = fakePorts();
    mailer.refusal = new Error('a defect');
    await expect(effect.act(queued(rejection), ports)).rejects.toThrow('a defect');
  });
});

describe('when a notice can never be sent', () => {
  it('then a refused address is reported with the day from which it was valid', async () => {
    const { ports, mailer } = fakePorts();
    mailer.refusal = new AddressRefused('550 no such user');
    expect(await effect.act(queued(rejection), ports)).toEqual(failure('address-refused', contact.statedAt));
  });
  it('then what is no address is refused before any server is asked', async () => {
    const { ports, mailer, known } = fakePorts();
    known.contact = { ...contact, mailTo: sealedFor(`case:${CASE}`, 'a@b.example, c@d.example') };
    expect(await effect.act(queued(rejection), ports)).toEqual(failure('address-refused', contact.statedAt));
    expect(mailer.sent).toEqual([]);
  });
  it('then an erased address is reported', async () => {
    const { ports, mailer, erased } = fakePorts();
    erased.add(`case:${CASE}`);
    expect(await effect.act(queued(rejection), ports)).toEqual(failure('address-erased', contact.statedAt));
    expect(mailer.sent).toEqual([]);
  });
  it('then a remark whose key is gone ends the mail too', async () => {
    const { ports, mailer, erased, known } = fakePorts();
    known.contact = { ...contact, mailTo: sealedFor(`account:${ACCOUNT}`, 'agent@enterprise.example') };
    erased.add(`case:${CASE}`);
    expect(await effect.act(queued(rejection), ports)).toEqual(failure('address-erased', contact.statedAt));
    expect(mailer.sent).toEqual([]);
  });
  it('then a link that has expired meanwhile is not mailed', async () => {
    const { ports, mailer } = fakePorts();
    const letter = letterToAccount({ purpose: 'password-reset', parameters: { expiresAt: now } });
    expect(await effect.act(queued(letter), ports)).toEqual(failure('link-expired'));
    expect(mailer.sent).toEqual([]);
  });
});

describe('when the same fact is met again after a crash', () => {
  it('then the very same mail is handed over, which the mailer knows again', async () => {
    const { ports, mailer } = fakePorts();
    const report = await effect.act(queued(activation), ports);
    expect(await effect.act(queued(activation), ports)).toEqual(report);
    expect(mailer.sent[1]).toEqual(mailer.sent[0]);
  });
});

describe('when a key is destroyed while its mail is being written', () => {
  it('then the mail is removed as well', async () => {
    const { ports, mailer, erased } = fakePorts();
    mailer.meanwhile = () => erased.add(mailTo.owner);
    await effect.act(queued(rejection), ports);
    expect(mailer.forgotten).toEqual([mailTo.owner]);
  });
  it('then nothing is removed otherwise', async () => {
    const { ports, mailer } = fakePorts();
    await effect.act(queued(rejection), ports);
    expect(mailer.forgotten).toEqual([]);
  });
});
