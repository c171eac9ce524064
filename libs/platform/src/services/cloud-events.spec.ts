import { recorded } from '@ekey/kernel/testing';
import { cloudEventOf, PublicationInvalid } from './cloud-events';

const fact = recorded({ type: 'NoticeAbandoned', data: {} }, { stream: 'notify.Notice-1', revision: 3, id: 'fact-1' });
const publication = {
  type: 'notify.NoticeAbandoned.v1',
  subject: 'case-1',
  data: { noticeId: '1', purpose: 'receipt', cause: 'link-expired', abandonedAt: '2026-03-02T01:00:00.000Z' },
};

describe('a published fact', () => {
  it('is an event that tells where it comes from, and is the same each time', () => {
    const event = cloudEventOf(fact, publication);
    expect(event).toMatchObject({
      specversion: '1.0',
      type: 'notify.NoticeAbandoned.v1',
      source: '/ekey/notify',
      subject: 'case-1',
      stream: 'notify.Notice-1',
      sequence: 3,
      data: publication.data,
    });
    expect(cloudEventOf(fact, publication)).toEqual(event);
    expect(cloudEventOf(fact, { ...publication, subject: 'case-2' }).id).not.toBe(event.id);
  });

  it('is not sent where its own schema refuses it: the fault names the field and not what it held', () => {
    const wrong = { ...publication, data: { ...publication.data, cause: '13800000000' } };
    expect(() => cloudEventOf(fact, wrong)).toThrow(PublicationInvalid);
    expect(() => cloudEventOf(fact, wrong)).toThrow('notify.NoticeAbandoned.v1 does not fit its schema: cause');
  });

  it('is not sent where nobody knows its type', () => {
    expect(() => cloudEventOf(fact, { ...publication, type: 'notify.Unheard.v1' })).toThrow('no such type');
  });
});
