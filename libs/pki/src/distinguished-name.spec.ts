import { DerError } from './asn1/der.reader';
import { TAG, oid, sequence, setOf, tlv, utf8String } from './asn1/der.writer';
import { OID } from './asn1/object-identifiers';
import { buildName, readName, subjectName } from './distinguished-name';

const SUBJECT = {
  provinceName: '内蒙古自治区',
  localityName: '呼和浩特市',
  organisationName: '示例进出口（集团）有限公司',
  commonName: '示例进出口（集团）有限公司',
};

describe('The name in a certificate', () => {
  it('comes back as it was written, in the order that people know', () => {
    const attributes = readName(subjectName({ ...SUBJECT, organisationalUnit: '外贸部' }, 'EK-1'));
    expect(attributes.map(({ type, value }) => [type, value])).toEqual([
      [OID.countryName, 'CN'],
      [OID.stateOrProvinceName, '内蒙古自治区'],
      [OID.localityName, '呼和浩特市'],
      [OID.organizationName, '示例进出口（集团）有限公司'],
      [OID.organizationalUnitName, '外贸部'],
      [OID.commonName, '示例进出口（集团）有限公司'],
      [OID.serialNumber, 'EK-1'],
    ]);
  });

  it("is UTF8String, but for the country and the key's number, to which X.520 gives PrintableString", () => {
    const tags = readName(subjectName(SUBJECT, 'EK-1')).map(({ tag }) => tag);
    expect(tags).toEqual([TAG.PRINTABLE_STRING, ...Array<number>(4).fill(TAG.UTF8_STRING), TAG.PRINTABLE_STRING]);
  });

  it('holds characters outside the basic plane', () => {
    expect(readName(buildName([{ type: OID.commonName, value: '𠮷林𫚉业' }]))[0]?.value).toBe('𠮷林𫚉业');
  });

  it('is read with several attributes in one RDN', () => {
    const pair = (type: string, value: string) => sequence(oid(type), utf8String(value));
    const der = sequence(setOf(pair(OID.organizationName, '甲'), pair(OID.commonName, '乙')));
    expect(readName(der)).toHaveLength(2);
  });

  it('is refused where an RDN is empty or no SET', () => {
    expect(() => readName(sequence(tlv(TAG.SET)))).toThrow(DerError);
    expect(() => readName(sequence(sequence()))).toThrow(DerError);
  });
});
