import { OID } from '@ekey/pki';
import { isApprovedSubject } from './approved-subject';

const approved = { tokenSerial: 'EK26000001', nameCn: '上海远帆进出口有限公司' };
const name = (type: string, value: string) => ({ type, value });

describe('the subject of a certificate request', () => {
  it('is approved where it names this key, or the enterprise', () => {
    expect(isApprovedSubject([name(OID.commonName, approved.tokenSerial)], approved)).toBe(true);
    const whole = [name(OID.countryName, 'CN'), name(OID.organizationName, approved.nameCn)];
    expect(isApprovedSubject([...whole, name(OID.commonName, approved.nameCn)], approved)).toBe(true);
  });
  it('is not where it names another key or enterprise, anything else besides, or nobody', () => {
    expect(isApprovedSubject([name(OID.commonName, 'EK26000002')], approved)).toBe(false);
    expect(isApprovedSubject([name(OID.commonName, '另一家公司')], approved)).toBe(false);
    const key = name(OID.commonName, approved.tokenSerial);
    expect(isApprovedSubject([key, name(OID.localityName, '上海市')], approved)).toBe(false);
    expect(isApprovedSubject([key, name(OID.organizationName, '另一家公司')], approved)).toBe(false);
    expect(isApprovedSubject([name(OID.countryName, 'CN')], approved)).toBe(false);
    expect(isApprovedSubject([], approved)).toBe(false);
  });
});
