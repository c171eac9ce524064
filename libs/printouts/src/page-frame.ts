import { create as createQrCode } from 'qrcode';
import { printoutCode } from './printout-code';
import { printoutTitles, type PrintoutData, type PrintoutKind, type PrintoutSettings } from './printout-data';
import { chineseDate } from './chinese-date';
import { noteOfMissing } from './printable-text';
import type { Sheet } from './sheet';

/** The part of every page that belongs to its content, in millimetres. */
export const body = { left: 15, top: 49, width: 180, bottom: 279 } as const;

/**
 * Where the QR code stands on every page, in millimetres, without the light margin around it. 30 mm leave 0.8 mm to a
 * module: 5 pixels on a scan of 150 dpi.
 */
export const codeArea = { left: 165, top: 12, side: 30 } as const;

const GREY = '#555555';

/** Head and foot of every page: what the paper is, which state of which form it shows, and whom to ask. */
export function drawFrames(sheet: Sheet, kind: PrintoutKind, data: PrintoutData, settings: PrintoutSettings): void {
  const code = createQrCode(printoutCode(kind, data), { errorCorrectionLevel: 'Q' }).modules;
  const contacts = [
    `客服电话：${settings.hotline}`,
    ...settings.addresses.map(({ label, value }) => `${label}：${value}`),
  ].join('　');
  const { pages } = sheet;
  for (let page = 0; page < pages; page++) {
    sheet.turnTo(page);
    sheet.matrix(codeArea.left, codeArea.top, codeArea.side, code.size, (row, column) => code.get(row, column) === 1);
    drawHead(sheet, kind, data, settings);
    drawFoot(sheet, contacts, `第 ${page + 1} 页　共 ${pages} 页`);
  }
}

function drawHead(sheet: Sheet, kind: PrintoutKind, data: PrintoutData, settings: PrintoutSettings): void {
  const width = codeArea.left - body.left - 6;
  sheet.write(`${settings.provider}　进出口企业电子钥匙在线申领`, body.left, 12.5, width, { size: 8, colour: GREY });
  sheet.write(printoutTitles[kind], body.left, 18, width, { size: 18, weight: 'bold', leading: 1.3 });
  const identity = [
    ['表单编号', data.formNumber],
    ['表单版本', `第 ${data.formVersion} 版`],
    ['校验码', data.shortHash],
    ['填报日期', chineseDate(data.submittedAt)],
  ] as const;
  const columns = [52, 22, 36, 34] as const;
  sheet.rule(body.left, 31.5, body.left + width, 31.5, 1.2);
  let left: number = body.left;
  identity.forEach(([label, value], index) => {
    sheet.write(label, left, 33, columns[index]!, { size: 7.5, colour: GREY });
    sheet.write(value, left, 36.8, columns[index]! - 2, { size: 9, weight: 'bold' });
    left += columns[index]!;
  });
}

function drawFoot(sheet: Sheet, contacts: string, pageNumber: string): void {
  const small = { size: 7.5, colour: GREY } as const;
  const note = noteOfMissing(sheet.missing);
  if (note !== null) sheet.write(note, body.left, 279.6, body.width, { size: 6.5, colour: GREY });
  sheet.rule(body.left, 283, body.left + body.width, 283, 0.5, GREY);
  sheet.write(contacts, body.left, 284, body.width - 32, small);
  sheet.write(pageNumber, body.left + body.width - 30, 284, 30, { ...small, align: 'right' });
}
