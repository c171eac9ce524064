import type { EnterpriseSubject } from './certificate/certificate.events';

/** 省级行政区 by the first two digits of GB/T 2260, which are places 3 and 4 of a 统一社会信用代码. */
const provinces: Readonly<Record<string, string>> = {
  '11': '北京市',
  '12': '天津市',
  '13': '河北省',
  '14': '山西省',
  '15': '内蒙古自治区',
  '21': '辽宁省',
  '22': '吉林省',
  '23': '黑龙江省',
  '31': '上海市',
  '32': '江苏省',
  '33': '浙江省',
  '34': '安徽省',
  '35': '福建省',
  '36': '江西省',
  '37': '山东省',
  '41': '河南省',
  '42': '湖北省',
  '43': '湖南省',
  '44': '广东省',
  '45': '广西壮族自治区',
  '46': '海南省',
  '50': '重庆市',
  '51': '四川省',
  '52': '贵州省',
  '53': '云南省',
  '54': '西藏自治区',
  '61': '陕西省',
  '62': '甘肃省',
  '63': '青海省',
  '64': '宁夏回族自治区',
  '65': '新疆维吾尔自治区',
  '71': '台湾省',
  '81': '香港特别行政区',
  '82': '澳门特别行政区',
};
/** Registered by the State itself (code 10), in Beijing. */
const NATIONAL = '北京市';

/** Before a street, a district or a market: what follows those is no city, and neither is 市场 or 市政. */
const CITY = /^([^路街号区县园场]{1,12}?(?:自治州|地区|盟|市(?![场政民])))/;

/**
 * Whom a certificate names: the enterprise as its licence does, with the province and city of its registration.
 * The province comes from the code, the city from the registered address; where that names none, the province stands for it.
 */
export function enterpriseSubject(uscc: string, nameCn: string, registeredAddress: string | null): EnterpriseSubject {
  const provinceName = provinces[uscc.slice(2, 4)] ?? NATIONAL;
  return { provinceName, localityName: cityIn(registeredAddress, provinceName), organisationName: nameCn };
}

function cityIn(address: string | null, provinceName: string): string {
  // A municipality is its own city.
  if (provinceName.endsWith('市') || address === null) return provinceName;
  const text = address.normalize('NFC').replace(/\s/g, '');
  const short = provinceName.replace(/(省|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/, '');
  const rest = [provinceName, short].reduce(
    (left, name) => (left.startsWith(name) ? left.slice(name.length) : left),
    text,
  );
  return CITY.exec(rest)?.[1] ?? provinceName;
}
