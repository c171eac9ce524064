import { body } from './page-frame';
import { nextPage } from './letter';
import {
  drawGroup,
  drawHeading,
  HEADING_WIDTH,
  setGroup,
  type Cell,
  type Density,
  type Group,
  type SetGroup,
} from './grid';
import {
  businessKindLabels,
  licenceTypeLabels,
  type PrintedForm,
  type PrintedOldKey,
  type PrintoutData,
} from './printout-data';
import type { Sheet } from './sheet';

/** From comfortable to the smallest that is still read with ease on paper; the first that fits one page is taken. */
const DENSITIES: readonly Density[] = [
  { size: 9.5, padding: 1.5, minimum: 7.2 },
  { size: 9, padding: 1.2, minimum: 6.6 },
  { size: 8.5, padding: 1, minimum: 6 },
  { size: 8, padding: 0.8, minimum: 5.4 },
  { size: 7.5, padding: 0.6, minimum: 4.8 },
];
/** The sign-off below the questions, in millimetres: what it needs, and what it takes of a page that it has for itself. */
const SIGN_OFF = { least: 72, most: 110 } as const;

const label = (text: string, span: number): Cell => ({ label: text, span });
const value = (text: string | number | null | undefined, span: number): Cell => ({
  value: text === null || text === undefined || text === '' ? '—' : String(text),
  span,
});

/** Draws 《进出口企业电子钥匙与电子认证证书办理申请表》: every answer of the form, then the places for signatures and opinions. */
export function drawApplicationForm(sheet: Sheet, data: PrintoutData): void {
  sheet.addPage();
  let top: number = body.top;
  for (const group of setToFit(sheet, [business(data), enterprise(data), authorisedUser(data), keyAndSeal(data)])) {
    top = drawAcrossPages(sheet, group, top);
  }
  if (top + SIGN_OFF.least > body.bottom) top = nextPage(sheet);
  drawSignOff(sheet, top, Math.min(SIGN_OFF.most, body.bottom - top));
}

function setToFit(sheet: Sheet, groups: readonly Group[]): readonly SetGroup[] {
  const room = body.bottom - body.top - SIGN_OFF.least;
  let set: readonly SetGroup[] = [];
  for (const density of DENSITIES) {
    set = groups.map((group) => setGroup(sheet, group, body.width, density));
    if (set.reduce((sum, { height }) => sum + height, 0) <= room) break;
  }
  return set;
}

/** Draws a group from `top` on, its rest at the top of the next page; returns where it ends. */
function drawAcrossPages(sheet: Sheet, group: SetGroup, top: number): number {
  let y = top;
  let rest: SetGroup | null = group;
  while (rest) {
    if (y + rest.rows[0]!.height > body.bottom) y = nextPage(sheet);
    const waiting: number = rest.height;
    rest = drawGroup(sheet, rest, { left: body.left, top: y, width: body.width }, body.bottom);
    y += waiting - (rest?.height ?? 0);
  }
  return y;
}

const choicesOf = <Code extends string>(labels: Readonly<Record<Code, string>>, ticked: readonly Code[]) =>
  (Object.keys(labels) as Code[]).map((code) => ({ label: labels[code], ticked: ticked.includes(code) }));

function business({ kind, licenceTypes, agency, pickupPoint }: PrintedForm): Group {
  const { phone, hours } = pickupPoint;
  const reach = [phone ? `电话：${phone}` : '', hours ? `时间：${hours}` : ''].filter(Boolean).join('　');
  const place = `${pickupPoint.name}　${pickupPoint.address}`;
  return {
    heading: '业务信息',
    rows: [
      [label('业务类型', 6), { choices: choicesOf(businessKindLabels, [kind]), span: 30, perLine: 6 }],
      [label('许可证种类', 6), { choices: choicesOf(licenceTypeLabels, licenceTypes), span: 30, perLine: 4 }],
      [label('发证机构', 6), value(`${agency.name}　${agency.address}`, 30)],
      [label('领取地点', 6), value(reach === '' ? place : `${place}\n${reach}`, 30)],
    ],
  };
}

function enterprise(form: PrintedForm): Group {
  const { legalRep } = form;
  return {
    heading: '企业信息',
    rows: [
      [label('企业中文名称', 6), value(form.nameCn, 30)],
      [label('企业英文名称', 6), value(form.nameEn, 30)],
      [label('统一社会信用代码', 6), value(form.uscc, 12), label('进出口企业代码', 6), value(form.ieCode13, 12)],
      [label('法定代表人', 6), value(legalRep.name, 12), label('企业类型', 6), value(form.enterpriseType, 12)],
      [label('证件类型', 6), value(legalRep.idType, 12), label('证件号码', 6), value(legalRep.idNumber, 12)],
      [label('注册地址', 6), value(form.registeredAddress, 30)],
      [label('通讯地址', 6), value(form.mailingAddress, 18), label('邮编', 6), value(form.postcode, 6)],
      [label('电话', 6), value(form.phone, 12), label('传真', 6), value(form.fax, 12)],
    ],
  };
}

function authorisedUser({ agent, loginName }: PrintedForm): Group {
  return {
    heading: '授权用户',
    rows: [
      [label('姓名', 6), value(agent.name, 12), label('用户登录名', 6), value(loginName, 12)],
      [label('证件类型', 6), value(agent.idType, 12), label('证件号码', 6), value(agent.idNumber, 12)],
      [label('部门', 6), value(agent.department, 12), label('职务', 6), value(agent.position, 12)],
      [label('手机', 6), value(agent.mobile, 12), label('固定电话', 6), value(agent.phone, 12)],
      [label('邮箱', 6), value(agent.email, 30)],
    ],
  };
}

function keyAndSeal({ qty, held, reason, replaces, seal }: PrintedForm): Group {
  const measures = `${seal.shape}　${seal.widthMm} mm × ${seal.heightMm} mm`;
  return {
    heading: '钥匙签章',
    rows: [
      [label('申请数量', 6), value(qty, 12), label('现持有数量', 6), value(held, 12)],
      [label('办理原因', 6), value(reason, 30)],
      ...(replaces === undefined ? [] : [oldKey(replaces)]),
      [label('印章名称', 6), value(seal.name, 30)],
      [label('印章类型', 6), value(seal.type, 12), label('印章规格', 6), value(measures, 12)],
    ],
  };
}

const oldKey = ({ number, ground }: PrintedOldKey): readonly Cell[] => [
  ...[label('原钥匙编号', 6), value(number, 12)],
  ...[label('原钥匙状态', 6), value(ground, 12)],
];

/** At the left the enterprise signs, the legal representative at the lower left where the offices look for it; at the right the offices write. */
function drawSignOff(sheet: Sheet, top: number, height: number): void {
  const half = body.width / 2;
  const inner = half - HEADING_WIDTH;
  drawHeading(sheet, '企业签署', body.left, top, height);
  drawHeading(sheet, '办理意见', body.left + half, top, height);
  sheet.frame(body.left, top, half, height, 0.9);
  sheet.frame(body.left + half, top, half, height, 0.9);
  drawDeclaration(sheet, body.left + HEADING_WIDTH, top, inner, height);
  const third = height / 3;
  const offices = [
    ['发证机构意见', '（盖章）　　经办人：'],
    ['服务商意见', '（盖章）　　经办人：'],
    ['领取人签字', '证件号码：'],
  ] as const;
  offices.forEach(([title, hint], index) => {
    const left = body.left + half + HEADING_WIDTH;
    const y = top + index * third;
    sheet.frame(left, y, inner, third, 0.4);
    sheet.write(title, left + 2, y + 1.8, inner - 4, { size: 9, weight: 'bold' });
    sheet.write(hint, left + 2, y + third - 11, inner - 4, { size: 8.5 });
    sheet.write('年　　月　　日', left + 2, y + third - 6, inner - 4, { size: 8.5, align: 'right' });
  });
}

function drawDeclaration(sheet: Sheet, left: number, top: number, width: number, height: number): void {
  const declaration =
    '本企业承诺：以上填报内容及所提交的材料真实、准确、完整、有效；已阅读并同意《用户协议书》；' +
    '电子钥匙、电子认证证书及电子签章由上述授权用户保管和使用，由此产生的法律责任由本企业承担。';
  const style = { size: 8.5, align: 'justified', indent: 2, leading: 1.5 } as const;
  sheet.write(declaration, left + 2.5, top + 2.5, width - 5, style);
  const bottom = top + height;
  sheet.write('企业（公章）：', left + 2.5, bottom - 42, width - 5, { size: 9, weight: 'bold' });
  sheet.write('法定代表人（签字或签章）：', left + 2.5, bottom - 20, width - 5, { size: 9, weight: 'bold' });
  sheet.rule(left + 44, bottom - 15, left + width - 4, bottom - 15, 0.4);
  sheet.write('年　　月　　日', left + 2.5, bottom - 8, width - 6, { size: 9, align: 'right' });
}
