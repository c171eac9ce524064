import { fieldsPrintedOn, printoutKinds, type PrintedForm, type PrintoutData } from '.';
import { renderPrintout } from './pdf';
import { samplePrintout, sampleSettings } from './testing';

/** Another answer for every field of a form. */
const otherForm: { readonly [Field in keyof Required<PrintedForm>]: PrintedForm[Field] } = {
  kind: 'additional',
  licenceTypes: ['export'],
  agency: { name: '北京市商务局', address: '北京市通州区示例街 1 号' },
  pickupPoint: {
    name: '北京市政务服务大厅',
    address: '北京市丰台区示例路 2 号',
    phone: '010-60000000',
    hours: '工作日上午',
  },
  nameCn: '北京示范商贸有限公司',
  nameEn: 'Beijing Model Trading Co., Ltd.',
  uscc: '91110101MA0000007T',
  ieCode13: '1100MA0000007',
  legalRep: { name: '司马示范', idType: '护照', idNumber: 'E12345678' },
  enterpriseType: '股份有限公司',
  registeredAddress: '北京市东城区示例胡同 3 号',
  mailingAddress: '北京市朝阳区示例路 4 号',
  postcode: '100020',
  phone: '010-50000000',
  fax: '010-50000001',
  agent: {
    name: '李样本',
    idType: '护照',
    idNumber: 'E87654321',
    department: '财务部',
    position: '经理',
    mobile: '13900000000',
    phone: '010-50000002',
    email: 'caiwu@example.cn',
  },
  loginName: 'BJSF0002',
  qty: 2,
  held: 1,
  reason: '业务量增加，需要第二把钥匙。',
  replaces: { number: 'EK26000077', ground: '损坏' },
  seal: { name: '北京示范商贸有限公司', type: '合同章', shape: '椭圆形', widthMm: 45, heightMm: 30 },
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const paths = (value: Record<string, unknown>, prefix = ''): string[] =>
  Object.entries(value).flatMap(([name, inner]) =>
    isRecord(inner) ? paths(inner, `${prefix}${name}.`) : [`${prefix}${name}`],
  );

function withOther(path: string): PrintoutData {
  const [field, part] = path.split('.') as [keyof PrintedForm, string | undefined];
  const whole: unknown = samplePrintout[field];
  const other: unknown = otherForm[field];
  if (part === undefined) return { ...samplePrintout, [field]: other };
  if (!isRecord(whole) || !isRecord(other)) throw new Error(`${field} has no parts`);
  return { ...samplePrintout, [field]: { ...whole, [part]: other[part] } };
}

describe.each([...printoutKinds])('the fields printed on %s', (kind) => {
  const bytes = async (data: PrintoutData): Promise<string> =>
    (await renderPrintout(kind, data, sampleSettings)).pdf.toString('latin1');

  it('are the ones whose change changes the paper, and no others', async () => {
    const unchanged = await bytes(samplePrintout);
    const changing: string[] = [];
    for (const path of paths(otherForm)) {
      if ((await bytes(withOther(path))) !== unchanged) changing.push(path);
    }
    expect(changing.sort()).toEqual([...fieldsPrintedOn(kind)].sort());
  });
});
