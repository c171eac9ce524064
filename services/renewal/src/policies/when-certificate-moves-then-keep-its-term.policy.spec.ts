import { CASE, ENCRYPTION, issued, published, SIGNING, validity } from '../testing/terms';
import { whenCertificateMovesThenKeepItsTerm as policy } from './when-certificate-moves-then-keep-its-term.policy';

const now = '2026-03-02T01:00:00.000Z';
const at = '2026-03-20T03:00:00.000Z';
const stream = `issuance.Certificate-${SIGNING}`;
const named = { ...issued, at };

describe('when a certificate', () => {
  it('is issued for signing, then its term is set', () =>
    expect(
      policy.react(published('issuance.CertificateIssued.v1', { ...named, ...validity, use: 'signing' }, stream)),
    ).toEqual([{ id: SIGNING, command: { type: 'SetTerm', data: { ...issued, ...validity, now } } }]));

  it('is issued for encryption, then nothing is done: one key is reminded of once', () => {
    const encryption = { ...named, serial: ENCRYPTION, caseId: CASE, ...validity, use: 'encryption' as const };
    const fact = published('issuance.CertificateIssued.v1', encryption, `issuance.Certificate-${ENCRYPTION}`);
    expect(policy.react(fact)).toEqual([]);
  });

  it.each([
    ['goes live', 'issuance.CertificateActivated.v1', 'BeginTerm'],
    ['is suspended', 'issuance.CertificateSuspended.v1', 'SuspendTerm'],
    ['is reinstated', 'issuance.CertificateReinstated.v1', 'ResumeTerm'],
  ] as const)(
    '%s, then its term follows',
    (_what, type, command) =>
    expect(policy.react(published(type, named, stream))).toEqual([{ id: SIGNING, command: { type: command, data: { now } } }]), // prettier-ignore
  );

  it('is revoked, then its term ends for the same reason', () => {
    const fact = published('issuance.CertificateRevoked.v1', { ...named, reason: 'superseded' }, stream);
    expect(policy.react(fact)).toEqual([
      { id: SIGNING, command: { type: 'EndTerm', data: { ground: 'revoked', reason: 'superseded', now } } },
    ]);
  });
});
