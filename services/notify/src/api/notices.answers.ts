import { instant } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { noticeStates } from '../views/notices.view';
import { purposeLabels } from './labels';
import type { Purpose } from '../notice/notice.events';

/** What the routes of notices answer. */

const cause = z
  .enum([
    'mail-server-unavailable',
    'address-not-known-yet',
    'place-not-known-yet',
    'due-date-not-settled-yet',
    'address-refused',
    'address-erased',
    'link-expired',
    'too-many-attempts',
  ])
  .meta({ id: 'Cause', description: 'Why it was not sent. The first four pass; the others end the sending.' });
const sending = z.int().min(1).describe('Grows when it is sent once more.');
const attempt = z.int().min(1).describe('Within a sending.');

const entry = z
  .object({
    fact: z.enum([
      'NoticeQueued',
      'NoticeRetried',
      'NoticeRedelivered',
      'AddressCorrected',
      'NoticeDelivered',
      'NoticeAttemptFailed',
      'NoticeAbandoned',
    ]),
    at: instant,
    sending,
    attempt,
    cause: cause.optional(),
  })
  .meta({ id: 'NoticeEntry' });

export const notice = z
  .object({
    noticeId: z.string(),
    purpose: z.enum(Object.keys(purposeLabels) as Purpose[]),
    purposeLabel: z.string(),
    caseId: z.string().nullable(),
    accountId: z.string().nullable(),
    mailTo: z.string().nullable().describe('Masked; `null` where it is unknown or erased.'),
    language: z.literal('zh-CN'),
    templateVersion: z.int().describe('Of the wording.'),
    causingFactId: z.string(),
    state: z.enum(noticeStates),
    stateLabel: z.string(),
    sending,
    attempt,
    queuedAt: instant,
    deliveredAt: instant.nullable(),
    nextAttemptAt: instant.nullable().describe('While it waits.'),
    cause: cause.nullable(),
    history: z.array(entry).describe('The newest entries, oldest first.'),
  })
  .meta({
    id: 'Notice',
    example: {
      noticeId: '9d3c8a54-6b1f-5e0d-8f7a-2c4b6d8e0f13',
      purpose: 'submission-received',
      purposeLabel: '提交回执',
      caseId: '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01',
      accountId: null,
      mailTo: 'z***@enterprise.example',
      language: 'zh-CN',
      templateVersion: 1,
      causingFactId: '0f1e2d3c-4b5a-5968-8776-655443322110',
      state: 'delivered',
      stateLabel: '已发送',
      sending: 1,
      attempt: 1,
      queuedAt: '2026-03-09T02:10:00.000Z',
      deliveredAt: '2026-03-09T02:10:01.000Z',
      nextAttemptAt: null,
      cause: null,
      history: [
        { fact: 'NoticeQueued', at: '2026-03-09T02:10:00.000Z', sending: 1, attempt: 1 },
        { fact: 'NoticeDelivered', at: '2026-03-09T02:10:01.000Z', sending: 1, attempt: 1 },
      ],
    },
  });
export const noticesAnswer = pageOf('Notices', notice);
