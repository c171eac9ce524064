import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Recorded } from '@ekey/kernel';
import { recorded } from '@ekey/kernel/testing';
import { barTo } from '../../src/host/erasure-rules';

const NOW = '2026-03-09T04:00:00.000Z';
const CASE = '5b0d4b2e-4c1a-4f0e-9a57-0d5f2c9a1e01';

const fact = (stream: string, type: string, data: object = {}): Recorded => recorded({ type, data }, { stream });
const application = (...types: readonly string[]): readonly Recorded[] =>
  types.map((type) => fact(`intake.KeyApplication-${CASE}`, type));
const certificate = (notAfter: string): Recorded =>
  fact(`issuance.KeyOrder-${CASE}`, 'KeyCollected', { certificates: { signing: { notAfter } } });

describe('what is known of a case', () => {
  it.each([
    ['a draft', application('ApplicationStarted', 'DraftSaved')],
    ['a form that was never confirmed', application('ApplicationStarted', 'FormSubmitted')],
    ['one withdrawn', application('ApplicationStarted', 'SubmissionConfirmed', 'ApplicationWithdrawn')],
    [
      'one expired',
      application('ApplicationStarted', 'SubmissionConfirmed', 'ReturnedForCorrection', 'ApplicationExpired'),
    ],
    ['one refused', application('ApplicationStarted', 'SubmissionConfirmed', 'RefusalRecorded')],
    [
      'one that ended before a certificate was made',
      application('ApplicationStarted', 'SubmissionConfirmed', 'OrderEndedRecorded'),
    ],
  ])('may be erased: %s', (_what, facts) => {
    expect(barTo(facts, 'case', NOW)).toBeUndefined();
  });

  it.each([
    ['under review', application('ApplicationStarted', 'SubmissionConfirmed')],
    ['being corrected', application('ApplicationStarted', 'SubmissionConfirmed', 'ReturnedForCorrection')],
    ['approved', application('ApplicationStarted', 'SubmissionConfirmed', 'ReVerificationRecorded')],
  ])('stays while somebody is at work on it: %s', (_what, facts) => {
    expect(barTo(facts, 'case', NOW)).toContain(`case ${CASE} is live`);
  });

  it('stays until five years after its last certificate has ended, collected or not', () => {
    const collected = application('ApplicationStarted', 'SubmissionConfirmed', 'KeyCollectedRecorded');
    const ended = application('ApplicationStarted', 'SubmissionConfirmed', 'OrderEndedRecorded');
    const certificates = [certificate('2027-01-01T00:00:00.000Z'), certificate('2027-03-01T00:00:00.000Z')];
    for (const facts of [collected, ended]) {
      const bar = barTo([...facts, ...certificates], 'case', NOW);
      expect(bar).toContain('until 2032-03-01');
      expect(barTo([...facts, ...certificates], 'case', '2032-02-28T23:59:59.000Z')).toBe(bar);
      expect(barTo([...facts, ...certificates], 'case', '2032-03-01T00:00:00.000Z')).toBeUndefined();
    }
  });
});

describe('what is known of a renewal', () => {
  const begun = fact(`renewal.Renewal-${CASE}`, 'RenewalStarted', { notAfter: '2026-06-01T00:00:00.000Z' });
  const renewal = (...types: readonly string[]) => [begun, ...types.map((type) => fact(`renewal.Renewal-${CASE}`, type))]; // prettier-ignore
  const made = fact(`issuance.RenewalOrder-${CASE}`, 'RenewalCertificateRecorded', {
    notAfter: '2027-06-01T00:00:00Z',
  });

  it('may be erased where it came to nothing: the certificate in it is that of another case', () => {
    for (const facts of [renewal('DraftSaved'), renewal('SubmissionConfirmed', 'RenewalEnded')])
      expect(barTo(facts, 'case', NOW)).toBeUndefined();
  });
  it('stays while somebody is at work on it', () => {
    for (const facts of [renewal('SubmissionConfirmed'), renewal('SubmissionConfirmed', 'ApprovalRecorded')])
      expect(barTo(facts, 'case', NOW)).toContain(`case ${CASE} is live`);
  });
  it('stays until five years after the end of its own certificates, proved or lost', () => {
    for (const end of ['NewKeyProved', 'RenewalEnded']) {
      const facts = [...renewal('SubmissionConfirmed', 'ApprovalRecorded', end), made];
      expect(barTo(facts, 'case', NOW)).toContain('until 2032-06-01');
      expect(barTo(facts, 'case', '2032-06-01T00:00:00.000Z')).toBeUndefined();
    }
  });
});

describe('what is known of an account', () => {
  const account = fact('intake.Account-a1', 'AccountRegistered');

  it('may be erased where no case of it is live', () => {
    expect(barTo([account], 'account', NOW)).toBeUndefined();
    expect(barTo([account, ...application('ApplicationStarted')], 'account', NOW)).toBeUndefined();
    const collected = application('ApplicationStarted', 'SubmissionConfirmed', 'KeyCollectedRecorded');
    expect(barTo([account, ...collected], 'account', NOW)).toBeUndefined();
  });

  it('stays while a case of it is live', () => {
    const facts = [account, ...application('ApplicationStarted', 'SubmissionConfirmed')];
    expect(barTo(facts, 'account', NOW)).toContain(`case ${CASE} of the account is live`);
  });

  it('stays while it lets a member of staff in', () => {
    const staff = (...types: readonly string[]) => types.map((type) => fact('review.StaffMember-s1', type));
    expect(barTo(staff('StaffMemberInvited'), 'account', NOW)).toContain('still has access');
    expect(barTo(staff('StaffMemberInvited', 'AccessWithdrawn'), 'account', NOW)).toBeUndefined();
    expect(barTo(staff('StaffMemberInvited', 'AccessWithdrawn', 'AccessRestored'), 'account', NOW)).toContain('access');
  });
});

it('goes by facts that there are', () => {
  const files = ['erasure-rules.ts', 'erasure-of-changes.ts'];
  const source = files.map((file) => readFileSync(path.join(__dirname, '../../src/host', file), 'utf8')).join('');
  const lock = readFileSync(path.join(__dirname, '../../../../events.lock.json'), 'utf8');
  const types = [...source.matchAll(/'([A-Z][A-Za-z]+(?:ed|n))'/g)].map(([, type]) => type as string);
  expect(types.length).toBeGreaterThan(6);
  for (const type of types) expect([type, lock.includes(`/${type}.v1"`)]).toEqual([type, true]);
});
