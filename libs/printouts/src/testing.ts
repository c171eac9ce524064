import type { PrintoutData, PrintoutSettings } from './printout-data';

/** An invented enterprise: every answer given, codes with right check digits, nobody's real data. */
export const samplePrintout: PrintoutData = {
  formNumber: 'SQ-20261122-000123',
  formVersion: 3,
  shortHash: '9f3a61c2d07b',
  submittedAt: '2026-11-22T01:30:00.000Z',
  kind: 'first',
  licenceTypes: ['import', 'automatic-import-machinery', 'dual-use'],
  agency: { name: '上海市商务委员会', address: '上海市长宁区仙霞路示例大厦 2 层' },
  pickupPoint: {
    name: '上海市商务委员会许可证事务窗口',
    address: '上海市长宁区娄山关路示例广场 1 楼 6 号窗口',
    phone: '021-60000000',
    hours: '工作日 9:00–11:30，13:30–16:30',
  },
  nameCn: '上海示例进出口贸易有限公司',
  nameEn: 'Shanghai Example Import & Export Trading Co., Ltd.',
  uscc: '91310115MA1K00007Q',
  ieCode13: '3100MA1K00007',
  legalRep: { name: '欧阳示例', idType: '居民身份证', idNumber: '110101190001010014' },
  enterpriseType: '有限责任公司（自然人投资或控股）',
  registeredAddress: '中国（上海）自由贸易试验区示例路 88 号 3 幢 501 室',
  mailingAddress: '上海市浦东新区示例路 88 号 3 幢 501 室',
  postcode: '200120',
  phone: '021-50000000',
  fax: '021-50000001',
  agent: {
    name: '陈示范',
    idType: '居民身份证',
    idNumber: '310115190001010028',
    department: '单证部',
    position: '主管',
    mobile: '13800000000',
    phone: '021-50000002-801',
    email: 'danzheng@example.cn',
  },
  loginName: 'SHSL0001',
  qty: 1,
  held: 0,
  reason: '首次开展机电产品自动进口许可业务，需要在线申领许可证。',
  replaces: { number: 'EK26000001', ground: '遗失' },
  seal: { name: '上海示例进出口贸易有限公司', type: '公章', shape: '圆形', widthMm: 40, heightMm: 40 },
};

export const sampleSettings: PrintoutSettings = {
  hotline: '010-00000000',
  provider: '示例电子钥匙服务中心',
  addresses: [{ label: '在线填报系统', value: 'https://ekey.example.cn' }],
  attorneyMonths: 6,
};
