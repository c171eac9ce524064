import { caseId, instant, uscc } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { REMINDER_DAYS } from '../certificate-term/reminders';
import { standingLabels, type ListedStanding } from './labels';

/** What the routes of terms answer. */

const mark = z.literal(REMINDER_DAYS).describe('How many days before the end.');

export const term = z
  .object({
    serial: z.string().describe('Of the signing certificate, which stands for the key.'),
    caseId,
    uscc,
    tokenSerial: z.string().nullable().describe('The serial number engraved on the token.'),
    agencyId: z.string().nullable().describe('The issuing authority that handed the key over.'),
    notBefore: instant,
    notAfter: instant,
    standing: z.enum(Object.keys(standingLabels) as ListedStanding[]),
    standingLabel: z.string(),
    reminded: z.object({ daysBefore: mark, at: instant }).nullable().describe('The reminder that went out last.'),
    nextReminder: z.object({ daysBefore: mark, dueAt: instant }).nullable().describe('`null` while it is suspended.'),
  })
  .meta({
    id: 'CertificateTerm',
    example: {
      serial: '4A1F0C9B77E25D3388A1B2C3D4E5F607',
      caseId: '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01',
      uscc: '91310000MA1FL4QT9X',
      tokenSerial: 'EK26000001',
      agencyId: 'shanghai',
      notBefore: '2026-03-12T01:00:00.000Z',
      notAfter: '2027-03-12T01:00:00.000Z',
      standing: 'running',
      standingLabel: '有效',
      reminded: { daysBefore: 90, at: '2026-12-12T01:00:30.000Z' },
      nextReminder: { daysBefore: 60, dueAt: '2027-01-11T01:00:00.000Z' },
    },
  });
export const terms = pageOf('CertificateTerms', term);
