import { chineseDate, chineseDateMonthsLater } from './chinese-date';
import { drawGroup, setGroup, type Cell, type Density, type Group } from './grid';
import { BLANK_DATE, prose, signHere, writeParagraphs, nextPage } from './letter';
import { body } from './page-frame';
import { businessKindLabels, type PrintoutData, type PrintoutSettings } from './printout-data';
import type { Sheet } from './sheet';

const DENSITY: Density = { size: 9.5, padding: 1.5, minimum: 8 };
/** Seal and signatures at the foot of the last page, in millimetres. */
const SIGN_OFF_HEIGHT = 62;

const label = (text: string): Cell => ({ label: text, span: 6 });
const value = (text: string | null | undefined, span: number): Cell => ({ value: text || '—', span });

function parties({ nameCn, uscc, legalRep, agent }: PrintoutData): readonly Group[] {
  return [
    {
      heading: '委托方',
      rows: [
        [label('委托单位'), value(nameCn, 30)],
        [label('统一社会信用代码'), value(uscc, 12), label('法定代表人'), value(legalRep.name, 12)],
      ],
    },
    {
      heading: '受托人',
      rows: [
        [label('姓名'), value(agent.name, 12), label('手机'), value(agent.mobile, 12)],
        [label('证件类型'), value(agent.idType, 12), label('证件号码'), value(agent.idNumber, 12)],
      ],
    },
  ];
}

function terms(data: PrintoutData, { attorneyMonths, provider }: PrintoutSettings): readonly string[] {
  const from = chineseDate(data.submittedAt);
  const until = chineseDateMonthsLater(data.submittedAt, attorneyMonths);
  return [
    '本单位现委托上述受托人，作为本单位的授权用户，办理进出口企业电子钥匙、电子认证证书及电子签章事宜。',
    `一、委托事项：向${data.agency.name}（发证机构）办理进出口企业电子钥匙与电子认证证书的${businessKindLabels[data.kind]}申请。`,
    '二、委托权限：填报、提交、补正和撤回申请；签署《电子签章申请确认函》和《用户协议书》；' +
      '接收核验结果和通知；携带纸质材料到领取地点参加现场终审，领取电子钥匙并签收。',
    `三、委托期限：自${from}起至${until}止。`,
    '四、受托人无转委托权。',
    `五、受托人在上述权限和期限内办理本委托事项的行为，本单位均予承认，并承担相应的法律责任。` +
      `本单位变更或撤销委托的，应当立即书面通知发证机构和${provider}；通知到达之前受托人已办理的事项仍然有效。`,
  ];
}

/** Draws 授权委托书: who empowers whom, for what, before which authority and until when; nothing is left to be filled in but signatures and the date. */
export function drawPowerOfAttorney(sheet: Sheet, data: PrintoutData, settings: PrintoutSettings): void {
  sheet.addPage();
  let top: number = body.top;
  for (const group of parties(data)) {
    const set = setGroup(sheet, group, body.width, DENSITY);
    drawGroup(sheet, set, { left: body.left, top, width: body.width }, body.bottom);
    top += set.height;
  }
  const end = writeParagraphs(
    sheet,
    terms(data, settings).map((text) => prose(text)),
    top + 6,
  );
  const signOffTop = body.bottom - SIGN_OFF_HEIGHT;
  if (end + 6 > signOffTop) nextPage(sheet);
  drawSignOff(sheet, signOffTop);
}

function drawSignOff(sheet: Sheet, top: number): void {
  const column = body.width / 2 - 8;
  const right = body.left + body.width / 2 + 8;
  sheet.write('委托单位（公章）：', body.left, top, column, { size: 10, weight: 'bold' });
  signHere(sheet, '法定代表人（签字或签章）：', body.left, top + 42, column);
  signHere(sheet, '受托人（签字）：', right, top + 42, column);
  sheet.write(BLANK_DATE, body.left, top + 55, column, { size: 10 });
  sheet.write(BLANK_DATE, right, top + 55, column, { size: 10 });
}
