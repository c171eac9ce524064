import { recorded } from '@ekey/kernel/testing';
import { whenIssuanceOpenedThenReserveSerialNumber as policy } from './when-issuance-opened-then-reserve-serial-number.policy';

it('an opened issuance reserves the serial number that was drawn for it, as the first fact of its certificate', () => {
  const order = {
    serial: '4A',
    caseId: 'case-1',
    attempt: 2,
    use: 'encryption' as const,
    uscc: 'X',
    subject: { provinceName: '广东省', localityName: '深圳市', organisationName: '示例公司' },
    tokenSerial: 'EK1',
    spki: 'MIIB',
  };
  const opened = recorded(
    {
      type: 'IssuanceOpened' as const,
      data: { ...order, spkiSha256: 'aa', requestSha256: 'bb', by: 'spp-1', openedAt: 'then' },
    },
    { stream: 'issuance.KeyOrder-case-1' },
  );
  expect(policy.react(opened)).toEqual([
    { id: '4A', command: { type: 'ReserveSerialNumber', data: { ...order, now: '2026-03-02T01:00:00.000Z' } } },
  ]);
});
