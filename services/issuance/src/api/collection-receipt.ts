import type { Sheet, TextBlock, TextStyle } from '@ekey/printouts/pdf';
import { shanghaiDate, writtenDay } from '@ekey/working-days';
import type { Slot } from '../key-order/key-order.events';

/** What the receipt names. No person: who takes the key writes his name and number on it himself. */
export interface ReceiptData {
  readonly formNumber: string;
  readonly nameCn: string;
  readonly uscc: string;
  readonly tokenSerial: string;
  readonly certificates: { readonly signing: string; readonly encryption: string };
  readonly sealId: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly pickupPoint: { readonly name: string; readonly address: string; readonly phone: string } | null;
  /** What the final review has held against the scans. */
  readonly papers: readonly Slot[];
  /** When the final review was passed: the date of the paper. ISO 8601. */
  readonly reviewedAt: string;
  readonly hotline: string;
}

const TITLE = '进出口企业电子钥匙领取单';
const left = 20;
const width = 170;
const labelWidth = 42;
const small: TextStyle = { size: 9, colour: '#555555' };
const label: TextStyle = { size: 10.5, colour: '#555555' };
const text: TextStyle = { size: 10.5, align: 'justified', indent: 2, leading: 1.7 };

/** From comfortable to the smallest that is still read with ease: the first with which everything stands on the page is taken. */
const DENSITIES = [
  { size: 10.5, padding: 2 },
  { size: 9, padding: 1.5 },
  { size: 7.5, padding: 1 },
] as const;
/** What the table may take, in millimetres, so that all lines to be signed stand above the foot. */
const TABLE_ROOM = 98;

const paperNames: Readonly<Record<Slot, string>> = {
  'application-form': '申请表',
  'seal-confirmation': '电子签章申请确认函',
  'business-licence': '营业执照副本复印件',
  'authorised-user-id': '授权用户身份证复印件',
  'power-of-attorney': '授权委托书',
  'user-agreement': '用户协议书',
  'loss-statement': '遗失说明',
};
const statement = (papers: readonly Slot[]): string =>
  `经现场终审，企业提交的纸质材料（${papers.map((slot) => paperNames[slot]).join('、')}）与网上提交的材料一致。` +
  '领取人已当面核对电子钥匙编号，确认介质外观完好、包装完整，并知悉：初始密码以密码信封另行寄送，首次使用须修改密码；' +
  '电子钥匙中的证书自领取之时起生效；电子钥匙遗失或密码泄露，应当立即办理挂失。';

/** The receipt that is signed at the counter (A4, PDF). The same data give the same bytes. */
export async function drawReceipt(data: ReceiptData): Promise<Buffer> {
  const { noteOfMissing, Sheet } = await import('@ekey/printouts/pdf');
  const sheet = new Sheet({ title: TITLE, subject: data.formNumber, dated: new Date(data.reviewedAt) });
  sheet.addPage();
  sheet.write(TITLE, left, 22, width, { size: 20, weight: 'bold', align: 'centre' });
  sheet.write(`表单编号：${data.formNumber}`, left, 35, width, { ...small, align: 'centre' });
  const below = drawTable(sheet, tableOf(sheet, rowsOf(data)), 46) + 8;
  const written = sheet.write(statement(data.papers), left, below, width, text);
  signatures(sheet, below + written + 12);
  const note = noteOfMissing(sheet.missing);
  if (note !== null) sheet.write(note, left, 276.5, width, { size: 6.5, colour: '#555555' });
  sheet.rule(left, 280, left + width, 280, 0.5, '#555555');
  sheet.write(`客服电话：${data.hotline}`, left, 282, width, small);
  return sheet.finish();
}

const rowsOf = (data: ReceiptData): readonly (readonly [string, string])[] => [
  ['企业名称', data.nameCn],
  ['统一社会信用代码', data.uscc],
  ['电子钥匙编号', data.tokenSerial],
  ['签名证书序列号', data.certificates.signing],
  ['加密证书序列号', data.certificates.encryption],
  ['电子签章编号', data.sealId],
  ['证书有效期至', writtenDay(shanghaiDate(data.notAfter))],
  [
    '领取地点',
    data.pickupPoint === null
      ? '—'
      : `${data.pickupPoint.name}　${data.pickupPoint.address}　${data.pickupPoint.phone}`,
  ],
];

interface Row {
  readonly name: string;
  readonly content: TextBlock;
  readonly padding: number;
  readonly height: number;
}

function tableOf(sheet: Sheet, rows: readonly (readonly [string, string])[]): readonly Row[] {
  const tables = DENSITIES.map(({ size, padding }) =>
    rows.map(([name, said]): Row => {
      const content = sheet.set(said, width - labelWidth - 4, { size, weight: 'bold' });
      return { name, content, padding, height: Math.max(content.heightMm, 5) + 2 * padding };
    }),
  );
  const fits = (table: readonly Row[]): boolean => table.reduce((sum, { height }) => sum + height, 0) <= TABLE_ROOM;
  return tables.find(fits) ?? tables.at(-1)!;
}

function drawTable(sheet: Sheet, rows: readonly Row[], from: number): number {
  let top = from;
  for (const { name, content, padding, height } of rows) {
    sheet.frame(left, top, labelWidth, height);
    sheet.frame(left + labelWidth, top, width - labelWidth, height);
    sheet.write(name, left + 2, top + padding, labelWidth - 4, label);
    sheet.draw(content, left + labelWidth + 2, top + padding);
    top += height;
  }
  return top;
}

const blanks = [
  '领取人（签字）',
  '证件类型',
  '证件号码',
  '领取方式（授权用户本人／授权委托书／介绍信）',
  '经办人（签字）',
  '发证机构（盖章）',
  '领取日期',
];

/** Lines to be filled in by hand. */
function signatures(sheet: Sheet, from: number): void {
  blanks.forEach((name, index) => {
    const top = from + index * 13;
    sheet.write(`${name}：`, left, top, 90, label);
    sheet.rule(left + 95, top + 6, left + width, top + 6);
  });
}
