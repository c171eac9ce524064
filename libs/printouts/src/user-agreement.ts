import { drawGroup, setGroup, type Cell, type Density, type Group } from './grid';
import { BLANK_DATE, heading, nextPage, prose, signHere, writeParagraphs } from './letter';
import { body } from './page-frame';
import type { PrintoutData, PrintoutSettings } from './printout-data';
import type { Sheet } from './sheet';
import { userAgreementClauses, userAgreementVersion } from './user-agreement.text';

const DENSITY: Density = { size: 9.5, padding: 1.5, minimum: 8 };
/** At the foot of the last page, in millimetres. */
const SIGN_OFF_HEIGHT = 58;

const label = (text: string): Cell => ({ label: text, span: 6 });
const value = (text: string, span: number): Cell => ({ value: text, span });

const parties = ({ nameCn, uscc, legalRep, agent }: PrintoutData, { provider, hotline }: PrintoutSettings): Group => ({
  heading: '协议双方',
  rows: [
    [label('甲方（企业）'), value(nameCn, 30)],
    [label('统一社会信用代码'), value(uscc, 30)],
    [label('法定代表人'), value(legalRep.name, 12), label('授权用户'), value(agent.name, 12)],
    [label('乙方（服务商）'), value(provider, 12), label('客服电话'), value(hotline, 12)],
  ],
});

/** Draws 用户协议书: the parties, the clauses of {@link userAgreementVersion} and the enterprise's sign-off, on as many pages as it takes. */
export function drawUserAgreement(sheet: Sheet, data: PrintoutData, settings: PrintoutSettings): void {
  sheet.addPage();
  const table = setGroup(sheet, parties(data, settings), body.width, DENSITY);
  drawGroup(sheet, table, { left: body.left, top: body.top, width: body.width }, body.bottom);
  const opening = prose(
    '甲乙双方依据《中华人民共和国电子签名法》等法律法规，就电子认证证书和电子签章的申请、使用和服务，' +
      `达成如下协议（文本版本 ${userAgreementVersion}）。`,
    'agreement',
  );
  const clauses = userAgreementClauses.flatMap((clause) => [
    heading(clause.heading),
    ...clause.paragraphs.map((text) => prose(text, 'agreement')),
  ]);
  const end = writeParagraphs(sheet, [opening, ...clauses], body.top + table.height + 4);
  const signOffTop = body.bottom - SIGN_OFF_HEIGHT;
  if (end + 6 > signOffTop) nextPage(sheet);
  drawSignOff(sheet, data, settings, signOffTop);
}

function drawSignOff(sheet: Sheet, { nameCn }: PrintoutData, { provider }: PrintoutSettings, top: number): void {
  const column = body.width / 2 - 8;
  const right = body.left + body.width / 2 + 8;
  const bold = { size: 10, weight: 'bold' } as const;
  sheet.write('甲方（公章）：', body.left, top, column, bold);
  sheet.write(nameCn, body.left, top + 6, column, { size: nameCn.length > 40 ? 8 : 9.5 });
  signHere(sheet, '授权用户（签字）：', body.left, top + 40, column);
  sheet.write(BLANK_DATE, body.left, top + 51, column, { size: 10 });
  sheet.write('乙方：', right, top, column, bold);
  sheet.write(provider, right, top + 6, column, { size: 9.5 });
}
