import type { NoticeContent, Purpose } from '../notice/notice.events';
import { letterAboutCase, letterToAccount, remark } from '../testing/letters';
import { contact, fakePorts, place } from '../testing/ports';
import type { DueDate } from './directory.port';
import { fillLetter, type LetterSources } from './fill-letter';

const expiresAt = '2026-03-16T01:00:00.000Z';
const reasons = [{ code: 'T01', target: 'business-licence' }];
const aboutCase: readonly NoticeContent[] = [
  { purpose: 'activation', parameters: { nameCn: '北京示例进出口有限公司', again: true, expiresAt } },
  { purpose: 'submission-received', parameters: { round: 1, dueOn: '2026-03-04', provisional: false } },
  { purpose: 'application-rejected', parameters: { stage: 're-verification', reasons, remark } },
  { purpose: 'application-refused', parameters: { ground: 'not-eligible', remark } },
  { purpose: 'expiry-near', parameters: { idleDays: 7, expiresOn: '2026-04-01' } },
  { purpose: 'key-delayed', parameters: { attempt: 1 } },
  { purpose: 'case-ended', parameters: { ground: 'not-entitled' } },
  {
    purpose: 'key-ready',
    parameters: {
      agencyId: 'BJ',
      pickupPointId: 'BJ-12',
      papers: ['user-agreement'],
      collectBy: '2026-06-10T16:00:00.000Z',
    },
  },
  {
    purpose: 'collection-reminder',
    parameters: {
      ...{ agencyId: 'BJ', pickupPointId: 'BJ-12', papers: ['user-agreement'] },
      ...{ daysAfter: 30, collectBy: '2026-06-10T16:00:00.000Z' },
    },
  },
  { purpose: 'final-review-failed', parameters: { reasons, correctable: true, remark } },
  {
    purpose: 'key-collected',
    parameters: {
      ...{ tokenSerial: 'TK42', certificates: { signing: '0a', encryption: '0b' } },
      ...{ collector: 'authorised-user', collectedAt: '2026-03-20T02:05:00.000Z' },
    },
  },
  {
    purpose: 'certificate-expiring',
    parameters: { serial: '0a', notAfter: '2027-03-20T02:05:00.000Z' },
  },
  { purpose: 'renewal-approved', parameters: { round: 1 } },
  { purpose: 'contact-change-requested', parameters: { keyNumber: 'TK42', requestedAt: expiresAt } },
  { purpose: 'contact-changed', parameters: { keyNumber: 'TK42', changedAt: expiresAt } },
  {
    purpose: 'key-suspended',
    parameters: { tokenSerial: 'TK42', ground: 'lost', withRequest: true, reference: null, suspendedAt: expiresAt },
  },
  {
    purpose: 'key-reinstated',
    parameters: { tokenSerial: 'TK42', because: 'request-rejected', reinstatedAt: expiresAt },
  },
  { purpose: 'key-given-up', parameters: { tokenSerial: 'TK42', givenUpAt: expiresAt } },
  {
    purpose: 'key-revoked',
    parameters: {
      ...{ tokenSerial: 'TK42', ground: 'compromised', requester: 'provider' },
      ...{ reference: '来函 3', revokedAt: expiresAt },
    },
  },
  { purpose: 'key-unlocked', parameters: { tokenSerial: 'TK42', unlockedAt: expiresAt } },
  { purpose: 'unlock-requested', parameters: { tokenSerial: 'TK42', takenAt: expiresAt } },
  { purpose: 'revocation-requested', parameters: { tokenSerial: 'TK42', ground: 'lost', requestedAt: expiresAt } },
  { purpose: 'revocation-not-done', parameters: { tokenSerial: 'TK42', outcome: 'mistaken', answeredAt: expiresAt } },
  { purpose: 'unlock-not-done', parameters: { tokenSerial: 'TK42', outcome: 'expired', answeredAt: expiresAt } },
];
const aboutAccount: readonly NoticeContent[] = [
  { purpose: 'address-confirmation', parameters: { expiresAt } },
  { purpose: 'password-reset', parameters: { expiresAt } },
  { purpose: 'user-invitation', parameters: { invitationId: 'i', nameCn: '北京示例进出口有限公司', expiresAt } },
];
const sources = (): LetterSources => ({ ...fakePorts().ports, attempt: 1, open: async ({ $sealed }) => $sealed });

describe('a letter', () => {
  it.each([...aboutCase, ...aboutAccount].map((content): [Purpose, NoticeContent] => [content.purpose, content]))(
    '%s is filled so that nothing is left open',
    async (_purpose, content) => {
      const letter = aboutCase.includes(content) ? letterAboutCase(content) : letterToAccount(content);
      const filled = await fillLetter(letter, aboutCase.includes(content) ? contact : null, sources());
      if (!('mail' in filled)) throw new Error(`missing: ${filled.missing}`);
      expect(`${filled.mail.subject}${filled.mail.text}${filled.mail.html}`).not.toMatch(/undefined|null|NaN|\[object/);
    },
  );
  it('about an approved renewal says the days that are configured', async () => {
    const letter = letterAboutCase({ purpose: 'renewal-approved', parameters: { round: 1 } });
    const filled = await fillLetter({ ...letter, templateVersion: 2 }, contact, { ...sources(), renewalGraceDays: 12 });
    expect(filled).toMatchObject({ mail: { text: expect.stringContaining('到期后12天内') as string } });
  });
  describe('that gives a receipt', () => {
    const provisional = letterAboutCase({
      purpose: 'submission-received',
      parameters: { round: 1, dueOn: '2027-01-04', provisional: true },
    });
    const filledWhere = (due: DueDate | null, attempt: number) =>
      fillLetter(provisional, contact, {
        ...sources(),
        attempt,
        directory: { ...fakePorts().ports.directory, dueDate: async () => due },
      });
    const textOf = (text: string) => ({ mail: { text: expect.stringContaining(text) as string } });

    it('waits once for a provisional date, which may be stated anew in a moment', async () => {
      expect(await filledWhere(null, 1)).toEqual({ missing: 'due-date-not-settled-yet' });
      expect(await filledWhere(null, 2)).toMatchObject(textOf('为暂定日期'));
    });
    it('tells the date that holds when it is sent', async () => {
      const due = { round: 1, dueOn: '2027-01-05', provisional: false };
      const filled = await filledWhere(due, 1);
      expect(filled).toMatchObject(textOf('2027年1月5日'));
      expect(filled).not.toMatchObject(textOf('暂定'));
    });
    it('tells that of its own round', async () =>
      expect(await filledWhere({ round: 2, dueOn: '2027-02-05', provisional: false }, 2)).toMatchObject(
        textOf('2027年1月4日'),
      ));
  });
  it('takes the place as it is today', async () => {
    const filled = await fillLetter(
      letterAboutCase(aboutCase.find(({ purpose }) => purpose === 'key-ready')!),
      contact,
      sources(),
    );
    expect(filled).toMatchObject({ mail: { text: expect.stringContaining(place.address) as string } });
  });
  it('about an application waits until the application is known', async () => {
    const { mailTo, statedAt } = contact;
    const filled = await fillLetter(letterAboutCase(aboutCase[1]!), { mailTo, statedAt }, sources());
    expect(filled).toEqual({ missing: 'address-not-known-yet' });
  });
  it('that reminds of a draft needs no application', async () => {
    expect(await fillLetter(letterAboutCase(aboutCase[4]!), null, sources())).toHaveProperty('mail');
  });
});
