import type { Sealed } from '@ekey/kernel';
import type { Letter, NoticeContent } from '../notice/notice.events';

/** What the specs of notify speak of: one case, one account, and letters about them. */
export const CASE = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';
export const ACCOUNT = 'c3f1b6a4-2f7e-4d57-8a0c-6b1d9e2f4a02';
export const NOTICE = '0f7c2a9e-1b3d-5e4f-8a6b-7c8d9e0f1a03';
export const FACT = '9d8c7b6a-5f4e-5d3c-8b2a-1f0e9d8c7b04';

/** A stand-in for a sealed value: the text names what a fake key store opens it to. */
export const sealedFor = (owner: Sealed['owner'], text: string): Sealed => ({ $sealed: text, owner, field: 'mailTo' });

export const mailTo = sealedFor(`case:${CASE}`, 'agent@enterprise.example');
export const remark = sealedFor(`case:${CASE}`, '公章不清晰，请重新盖章后扫描。');

const about = { noticeId: NOTICE, language: 'zh-CN', templateVersion: 1, causingFactId: FACT } as const;

/** A letter about the case, to the address that the case has when it is sent. */
export const letterAboutCase = (content: NoticeContent, address: Letter['address'] = null): Letter => ({
  ...about,
  caseId: CASE,
  address,
  ...content,
});

export const letterToAccount = (content: NoticeContent, statedAt = '2026-03-02T01:00:00.000Z'): Letter => ({
  ...about,
  accountId: ACCOUNT,
  address: { mailTo: sealedFor(`account:${ACCOUNT}`, 'founder@enterprise.example'), statedAt },
  ...content,
});

export const rejection = letterAboutCase({
  purpose: 'application-rejected',
  parameters: { stage: 'pre-verification', reasons: [{ code: 'G04', target: 'seal-confirmation' }], remark },
});

export const activation = letterAboutCase(
  {
    purpose: 'activation',
    parameters: { nameCn: '北京示例进出口有限公司', again: false, expiresAt: '2026-03-16T01:00:00.000Z' },
  },
  { mailTo, statedAt: '2026-03-02T01:00:00.000Z' },
);
