import { inventedCitizenNumber, inventedMobile, inventedUscc } from './invented-numbers';

/** People, enterprises and offices that do not exist; the same number always names the same one. */

export interface Person {
  readonly name: string;
  readonly idType: 'residentIdentityCard';
  readonly idNumber: string;
  readonly mobile: string;
  readonly email: string;
}

const FAMILY = ['欧阳', '司徒', '端木', '皇甫', '慕容', '诸葛', '尉迟', '令狐', '宇文', '轩辕'];
const FIRST = ['静', '砚', '疏', '澄', '漱', '枕', '斫', '皎', '蘅', '霁'];
const SECOND = ['笙', '舟', '禾', '岚', '石', '汀', '棠', '屿', '桐', '砚'];
const pick = (from: readonly string[], n: number): string => from[n % from.length] as string;

/** `n` below 1,000 names somebody of his own. */
export function person(n: number): Person {
  return {
    name: pick(FAMILY, n) + pick(FIRST, Math.floor(n / 10)) + pick(SECOND, Math.floor(n / 100) + n),
    idType: 'residentIdentityCard',
    idNumber: inventedCitizenNumber(n),
    mobile: inventedMobile(100_000 + n),
    email: `danzheng.${n}@journey-${n}.example`,
  };
}

/** What of a person must be found nowhere in clear. */
export const personalDataOf = ({ name, idNumber, mobile, email }: Person): readonly string[] => [
  name,
  idNumber,
  mobile,
  email,
];

export interface EnterpriseFacts {
  readonly uscc: string;
  readonly nameCn: string;
  readonly nameEn: string;
  readonly registeredAddress: string;
  readonly legalRepresentative: Person;
  readonly authorisedUser: Person;
}

const TOWNS = ['临港', '张江', '外高桥', '洋山', '金桥', '陆家嘴', '川沙', '周浦'];
const TRADES = ['机电', '农产品', '化工', '纺织', '五金', '光学', '医疗器械', '木业'];

export function enterprise(n: number): EnterpriseFacts {
  const name = `上海${pick(TOWNS, n)}第${n + 1}${pick(TRADES, Math.floor(n / 8))}进出口有限公司`;
  return {
    uscc: inventedUscc(n),
    nameCn: name,
    nameEn: `Shanghai Journey No. ${n + 1} Import & Export Co., Ltd.`,
    registeredAddress: `上海市浦东新区云杉路${n + 1}号`,
    legalRepresentative: person(500 + n),
    authorisedUser: person(n),
  };
}

export interface PickupPointFacts {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly hours: string;
  readonly phone: string;
}

export interface OfficeFacts {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
}

export interface AuthorityFacts extends OfficeFacts {
  /** GB/T 2260. */
  readonly region: string;
  readonly pickupPoints: readonly PickupPointFacts[];
}

export const shanghai: AuthorityFacts = {
  name: '上海市商务委员会（示例）',
  region: '310000',
  address: '上海市长宁区云雾山路示例大厦2层',
  phone: '021-60000009',
  pickupPoints: [
    {
      id: 'shanghai-hall',
      name: '许可证窗口',
      address: '上海市长宁区云雾山路示例广场1楼',
      hours: '工作日 9:00–16:30',
      phone: '021-60000000',
    },
    {
      id: 'shanghai-port',
      name: '自贸区窗口',
      address: '上海市浦东新区云杉路示例中心3楼',
      hours: '工作日 9:00–12:00',
      phone: '021-60000001',
    },
  ],
};

export const suzhou: AuthorityFacts = {
  name: '苏州市商务局（示例）',
  region: '320500',
  address: '苏州市姑苏区示例街8号',
  phone: '0512-60000009',
  pickupPoints: [
    {
      id: 'suzhou-hall',
      name: '政务窗口',
      address: '苏州市姑苏区示例街8号1楼',
      hours: '工作日 9:00–17:00',
      phone: '0512-60000000',
    },
  ],
};

export const provider: OfficeFacts = {
  name: '电子钥匙服务商（示例）',
  address: '北京市大兴区示例路16号',
  phone: '010-58100000',
};
