import { enterpriseSubject } from './enterprise-subject';

const of = (region: string, address: string | null) => {
  const { provinceName, localityName } = enterpriseSubject(`91${region}MA5F3X7Y2K`, '示例公司', address);
  return [provinceName, localityName];
};

describe('whom a certificate names', () => {
  it.each([
    ['440300', '广东省深圳市南山区科技园1号', '广东省', '深圳市'],
    ['440300', '广东深圳市南山区', '广东省', '深圳市'],
    ['440300', ' 深圳市 南山区', '广东省', '深圳市'],
    ['532900', '云南省大理白族自治州大理市', '云南省', '大理白族自治州'],
    ['152500', '内蒙古自治区锡林郭勒盟', '内蒙古自治区', '锡林郭勒盟'],
    ['450100', '广西壮族自治区南宁市青秀区', '广西壮族自治区', '南宁市'],
    ['450100', '广西南宁市青秀区', '广西壮族自治区', '南宁市'],
    ['542500', '西藏自治区阿里地区', '西藏自治区', '阿里地区'],
  ])('code %s at %s: %s, %s', (region, address, province, city) =>
    expect(of(region, address)).toEqual([province, city]),
  );
  it('a municipality is its own city, and so is Beijing for what the State registers itself', () => {
    expect(of('310115', '上海市浦东新区世纪大道1号')).toEqual(['上海市', '上海市']);
    expect(of('100000', '北京市西城区')).toEqual(['北京市', '北京市']);
  });
  it('the province stands for a city that the address does not tell', () => {
    expect(of('440300', null)).toEqual(['广东省', '广东省']);
    expect(of('440300', '科技园1号')).toEqual(['广东省', '广东省']);
  });
  it.each([['罗湖区水贝市场3楼'], ['人民路12号建材城市'], ['水产市场东侧'], ['保税园区市政路5号']])(
    'a market or a street is no city: %s',
    (address) => expect(of('440300', address)).toEqual(['广东省', '广东省']),
  );
  it.each([
    ['360200', '江西省景德镇市珠山区', '江西省', '景德镇市'],
    ['410700', '河南省新乡市红旗区', '河南省', '新乡市'],
  ])('nor is a city a town for what it is called: %s', (region, address, province, city) =>
    expect(of(region, address)).toEqual([province, city]),
  );
  it('the enterprise by its full name', () =>
    expect(enterpriseSubject('91440300MA5F3X7Y2K', '深圳市示例科技有限公司', null).organisationName).toBe(
      '深圳市示例科技有限公司',
    ));
});
