import type { SubmittedForm } from '@ekey/contracts';
import { checkForm } from './check-form';
import type { DraftForm } from './draft-form';
import type { FormContext } from './form-field';

/** An invented enterprise with every answer given, for the tests of whatever reads a form. */

export const context: FormContext = {
  kind: 'first',
  held: 0,
  uscc: '91310115MA1K00007Q',
  today: '2026-03-02',
  authorities: [
    {
      id: 'shanghai',
      name: '上海市商务委员会',
      address: '上海市长宁区仙霞路示例大厦2层',
      pickupPoints: [
        {
          id: 'shanghai-1',
          name: '许可证窗口',
          address: '上海市长宁区娄山关路示例广场1楼',
          hours: '工作日 9:00–16:30',
          phone: '021-60000000',
        },
        {
          id: 'shanghai-2',
          name: '自贸区窗口',
          address: '上海市浦东新区示例路1号',
          hours: '工作日 9:00–12:00',
          phone: '021-60000001',
        },
      ],
    },
    { id: 'beijing', name: '北京市商务局', address: '北京市通州区示例街1号', pickupPoints: [] },
  ],
  assignedLoginName: 'u20260302abcdefghjk',
};

export const draft: DraftForm = {
  licenceTypes: ['import', 'dual-use'],
  agencyId: 'shanghai',
  pickupPointId: 'shanghai-1',
  nameCn: '上海示例进出口贸易有限公司',
  nameEn: 'Shanghai Example Import & Export Trading Co., Ltd.',
  uscc: '91310115MA1K00007Q',
  ieCode13: '3100MA1K00007',
  legalRep: { name: '欧阳示例', idType: 'residentIdentityCard', idNumber: '110101190001010014' },
  enterpriseType: '有限责任公司（自然人投资或控股）',
  registeredAddress: '中国（上海）自由贸易试验区示例路88号3幢501室',
  mailingAddress: '上海市浦东新区示例路88号3幢501室',
  postcode: '200120',
  phone: '021-50000000',
  fax: '021-50000001',
  agent: {
    name: '陈示范',
    idType: 'residentIdentityCard',
    idNumber: '310115190001010028',
    department: '单证部',
    position: '主管',
    mobile: '13800000000',
    phone: '021-50000002-801',
    email: 'danzheng@example.cn',
  },
  loginName: 'SHSL0001',
  reason: '首次开展自动进口许可业务。',
  seal: { name: '上海示例进出口贸易有限公司', type: 'official', shape: 'round', widthMm: 40, heightMm: 40 },
};

/** The draft above, changed and submitted as this version. */
export function submitted(change: DraftForm = {}, formVersion = 1): SubmittedForm {
  const verdict = checkForm({ ...draft, ...change }, context);
  if (!verdict.ok) throw new Error(JSON.stringify(verdict.errors));
  return { ...verdict.form, formNumber: 'EK20260302-7K3M9Q2W4R', formVersion, submittedAt: '2026-03-02T01:00:00.000Z' };
}
