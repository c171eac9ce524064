import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { printoutKinds, type PrintoutData, type PrintoutKind } from '../src';
import { renderPrintout } from '../src/pdf';
import { samplePrintout, sampleSettings } from '../src/testing';

interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of the base line, from the bottom of the page. */
  readonly base: number;
}

/** The text of each page with its place in points. */
async function readPages(kind: PrintoutKind, data: PrintoutData): Promise<Piece[][]> {
  const { pdf } = await renderPrintout(kind, data, sampleSettings);
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: VerbosityLevel.ERRORS }).promise;
  const pages: Piece[][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    expect(page.view.map(Math.round)).toEqual([0, 0, 595, 842]);
    const { items } = await page.getTextContent();
    pages.push(
      items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [, , , , left, base] = item.transform as [number, number, number, number, number, number];
        return [{ text: item.str, left, right: left + item.width, base }];
      }),
    );
  }
  await document.destroy();
  return pages;
}

const plain = (text: string): string => text.replace(/\s/g, '');
const textOf = (page: readonly Piece[]): string => plain(page.map(({ text }) => text).join(''));

/** Every answer as long as the form's rules let it be, or longer. */
const longWinded: PrintoutData = {
  ...samplePrintout,
  nameCn: '极长的企业名称'.repeat(14) + '公司',
  nameEn: 'Extraordinarily '.repeat(12) + 'Ltd.',
  agency: { name: '某某市商务局'.repeat(8), address: '某某区某某街道'.repeat(12) },
  pickupPoint: {
    name: '某某窗口'.repeat(12),
    address: '某某大厦'.repeat(20),
    phone: '021-60000000',
    hours: '工作日'.repeat(20),
  },
  registeredAddress: '某省某市某区'.repeat(33),
  mailingAddress: '某省某市某区'.repeat(33),
  reason: '业务需要。'.repeat(100),
  legalRep: { name: '古丽·'.repeat(16) + '买', idType: '外国人永久居留身份证', idNumber: '932682198501010017' },
  agent: {
    ...samplePrintout.agent,
    name: '〇'.repeat(50),
    department: '部门'.repeat(25),
    position: '职务'.repeat(25),
    email: `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.cn`,
  },
  loginName: 'x'.repeat(64),
  seal: { ...samplePrintout.seal, name: '极长的印章名称'.repeat(14) },
};

const margin = (15 * 72) / 25.4;

describe('the text of a printout', () => {
  it('of the application form holds every answer', async () => {
    const text = (await readPages('application-form', samplePrintout)).map(textOf).join('');
    const { agent, legalRep, agency, pickupPoint, seal } = samplePrintout;
    const answers = [
      ...[samplePrintout.nameCn, samplePrintout.nameEn, samplePrintout.uscc, samplePrintout.ieCode13],
      ...[samplePrintout.enterpriseType, samplePrintout.registeredAddress, samplePrintout.mailingAddress],
      ...[samplePrintout.postcode, samplePrintout.phone, samplePrintout.fax, samplePrintout.loginName],
      ...[samplePrintout.reason, ...Object.values(agency), ...Object.values(pickupPoint)],
      ...[...Object.values(legalRep), ...Object.values(agent), seal.name, seal.type, seal.shape, '40mm×40mm'],
    ];
    for (const answer of answers) expect(text).toContain(plain(String(answer)));
  });

  it('of the application form has its places to sign, and the offices have theirs', async () => {
    const [page] = await readPages('application-form', samplePrintout);
    for (const place of ['法定代表人（签字或签章）：', '企业（公章）：', '发证机构意见', '服务商意见', '领取人签字']) {
      expect(textOf(page!)).toContain(place);
    }
    const signature = page!.find(({ text }) => text.startsWith('法定代表人（签字'))!;
    expect(signature.left).toBeLessThan(595 / 2);
    expect(signature.base).toBeLessThan(842 / 4);
  });

  it.each([...printoutKinds])(
    'names the paper, the form, its version and digest, the hotline and the addresses: %s',
    async (kind) => {
      const pages = await readPages(kind, samplePrintout);
      pages.forEach((page, index) => {
        const text = textOf(page);
        for (const words of ['SQ-20261122-000123', '第3版', '9f3a61c2d07b', '2026年11月22日'])
          expect(text).toContain(words);
        expect(text).toContain('客服电话：010-00000000');
        expect(text).toContain('在线填报系统：https://ekey.example.cn');
        expect(text).toContain(`第${index + 1}页共${pages.length}页`);
      });
    },
  );

  it.each([...printoutKinds])(
    'stays between the margins and above the foot however long the answers are: %s',
    async (kind) => {
      for (const page of await readPages(kind, longWinded)) {
        const outside = page.filter(
          ({ left, right, base }) => left < margin - 1 || right > 595 - margin + 1 || base < 24 || base > 842 - 24,
        );
        expect(outside).toEqual([]);
      }
    },
  );

  it.each([...printoutKinds])('is never drawn over other text however long the answers are: %s', async (kind) => {
    for (const page of await readPages(kind, longWinded)) {
      const covers = (one: Piece, other: Piece): boolean =>
        Math.abs(other.base - one.base) < 5 && other.left < one.right - 1 && one.left < other.right - 1;
      const covered = page.filter((one, index) => page.slice(index + 1).some((other) => covers(one, other)));
      expect(covered).toEqual([]);
    }
  });

  it('of a power of attorney names the authority, the term and the rule against passing it on', async () => {
    const text = (await readPages('power-of-attorney', samplePrintout)).map(textOf).join('');
    expect(text).toContain('向上海市商务委员会（发证机构）');
    expect(text).toContain('自2026年11月22日起至2027年5月22日止');
    expect(text).toContain('受托人无转委托权');
  });

  it('of an answer not given is a dash', async () => {
    const { ieCode13: _, ...without } = samplePrintout;
    expect((await readPages('application-form', without)).map(textOf).join('')).toContain('进出口企业代码—');
  });
});
