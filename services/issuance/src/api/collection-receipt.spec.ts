import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { slots } from '../key-order/key-order.events';
import { drawReceipt, type ReceiptData } from './collection-receipt';

const data: ReceiptData = {
  formNumber: 'EK-2026-000001',
  nameCn: '深圳市示例科技有限公司',
  uscc: '91440300MA5F3X7Y2K',
  tokenSerial: 'EK20260001',
  certificates: { signing: '4A', encryption: '4B' },
  sealId: '91440300MA5F3X7Y2K-EK20260001',
  notAfter: '2027-03-02T16:30:00.000Z',
  pickupPoint: { name: '深圳市政务服务中心', address: '福田区福中三路', phone: '0755-12345678' },
  papers: slots.filter((slot) => slot !== 'loss-statement'),
  reviewedAt: '2026-03-09T02:00:00.000Z',
  hotline: '010-58103599',
};

async function textOf(pdf: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  expect(document.numPages).toBe(1);
  return items.map((item) => ('str' in item ? item.str : '')).join('');
}

/** How far down the last line to be signed stands, in millimetres from the top. */
async function linesOf(pdf: Buffer): Promise<{ readonly lowest: number }> {
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false }).promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  const last = items.find((item) => 'str' in item && item.str.startsWith('领取日期'));
  const [, , , height = 0] = page.view;
  const bottom = last !== undefined && 'transform' in last ? (last.transform[5] as number) : 0;
  return { lowest: ((height - bottom) / 72) * 25.4 };
}

describe('the receipt', () => {
  it('names key, certificates, seal and place, and leaves the person to be written by hand', async () => {
    const text = await textOf(await drawReceipt(data));
    for (const said of [
      data.formNumber,
      data.nameCn,
      data.uscc,
      data.tokenSerial,
      data.sealId,
      '2027年3月3日',
      '深圳市政务服务中心',
      '领取人（签字）',
      data.hotline,
    ]) {
      expect(text).toContain(said);
    }
  });
  it('names the papers that were reviewed', async () => {
    const said = (text: string): string => text.replace(/\s/g, '');
    expect(said(await textOf(await drawReceipt(data)))).toContain('授权用户身份证复印件、授权委托书、用户协议书）');
    const afterLoss = await drawReceipt({ ...data, papers: slots });
    expect(said(await textOf(afterLoss))).toContain('用户协议书、遗失说明）与网上提交的材料一致');
  });
  it('says which characters of a name it could not draw', async () => {
    const text = await textOf(await drawReceipt({ ...data, nameCn: '上海𠮷野家进出口有限公司' }));
    expect(text).toContain('上海〓野家进出口有限公司');
    expect(text).toContain('〓为打印字库缺少的字（U+20BB7）');
    expect(await textOf(await drawReceipt(data))).not.toContain('〓');
  });
  it('keeps every line that is signed on the page, however long names and places are', async () => {
    const longest = {
      nameCn: '上海示例机电进出口有限责任公司'.repeat(7).slice(0, 100),
      pickupPoint: {
        name: '许可证事务窗口'.repeat(15).slice(0, 100),
        address: '示例路8号'.repeat(40),
        phone: '0755-12345678-123456',
      },
      papers: slots,
    };
    const { lowest } = await linesOf(await drawReceipt({ ...data, ...longest }));
    expect(lowest).toBeLessThan(276);
    expect((await linesOf(await drawReceipt(data))).lowest).toBeLessThan(276);
  });
  it('gives the same bytes for the same data', async () =>
    expect((await drawReceipt(data)).equals(await drawReceipt(data))).toBe(true));
  it('can be printed where the place is not known', async () =>
    expect(await textOf(await drawReceipt({ ...data, pickupPoint: null }))).toContain('领取地点'));
});
