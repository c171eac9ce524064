import type { AuditedFact } from '../evidence';
import { doubledEffects } from './doubled.check';

const notice = '11111111-1111-5111-8111-111111111111';
const fact = (type: string, stream: string, data: object = {}): AuditedFact => ({
  ...{ service: 'issuance', type, stream, revision: 0, position: 1, commandId: 'c' },
  data: data as AuditedFact['data'],
});
const letter = { causingFactId: 'submission 1', purpose: 'submission-received' };
const queued = fact('NoticeQueued', `notify.Notice-${notice}`, { letter });
const delivered = fact('NoticeDelivered', `notify.Notice-${notice}`);
const made = fact('KeyMade', 'issuance.KeyOrder-1', { attempt: 1 });

describe('effects', () => {
  it('may happen once for each thing', () => {
    const again = fact('KeyMade', 'issuance.KeyOrder-1', { attempt: 2 });
    expect(doubledEffects([queued, delivered, made, again], [notice])).toEqual([]);
  });
  it('are told where one happened twice', () => {
    expect(doubledEffects([made, made], [])).toEqual(['twice: issuance KeyMade ["issuance.KeyOrder-1",1]']);
  });
  it('are told where two orders have one token, or two serial numbers one certificate', () => {
    const started = (order: string) => fact('ProductionStarted', order, { tokenSerial: 'EK26000001' });
    const reserved = (serial: string) =>
      fact('SerialNumberReserved', serial, { caseId: '1', attempt: 1, use: 'signing' });
    expect(doubledEffects([started('a'), started('b'), reserved('c'), reserved('d')], [])).toHaveLength(2);
  });
  it('are told where a mail was written twice, or never, or for no notice', () => {
    expect(doubledEffects([queued, delivered], [notice, notice])).toEqual([`twice: mail of notice ${notice}`]);
    expect(doubledEffects([queued, delivered], [])).toEqual([
      `notice ${notice} was delivered, and its mail is nowhere`,
    ]);
    expect(doubledEffects([], [notice])).toEqual([`a mail of ${notice}, which is no notice`]);
  });
  it('are told where one fact was mailed of twice, by two notices', () => {
    const other = '22222222-2222-5222-8222-222222222222';
    const again = [
      fact('NoticeQueued', `notify.Notice-${other}`, { letter }),
      fact('NoticeDelivered', `notify.Notice-${other}`),
    ];
    expect(doubledEffects([queued, delivered, ...again], [notice, other])).toEqual([
      'twice: issuance NoticeQueued ["submission 1","submission-received"]',
    ]);
  });
  it('are told where a mail was asked for and nothing came of it', () => {
    const failed = fact('NoticeAttemptFailed', queued.stream);
    const retried = fact('NoticeRetried', queued.stream, { letter });
    const lost = [`notice ${notice} was to be sent, and nothing came of it`];
    expect(doubledEffects([queued], [])).toEqual(lost);
    expect(doubledEffects([queued, failed], [])).toEqual([]);
    expect(doubledEffects([queued, failed, retried], [])).toEqual(lost);
  });
});
