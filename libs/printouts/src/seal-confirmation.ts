import { drawGroup, setGroup, type Cell, type Density, type Group } from './grid';
import { prose, signHere, writeParagraphs, BLANK_DATE } from './letter';
import { body } from './page-frame';
import type { PrintoutData, PrintoutSettings } from './printout-data';
import type { Sheet } from './sheet';

/**
 * The empty box for the clear red impression, in millimetres from the top left corner of the page: at the same place on
 * every confirmation, so that the impression can be cut from a scan. It leaves 10 mm around the largest seal (45 mm).
 */
export const impressionArea = { left: 15, top: 205, width: 66, height: 66 } as const;

const DENSITIES: readonly Density[] = [
  { size: 9.5, padding: 1.5, minimum: 7.6 },
  { size: 8.5, padding: 1, minimum: 6 },
  { size: 7.5, padding: 0.6, minimum: 4.8 },
];
/** What the letter's text takes below the table, in millimetres. */
const TEXT_HEIGHT = 84;

const label = (text: string): Cell => ({ label: text, span: 6 });
const value = (text: string, span: number): Cell => ({ value: text, span });

function particulars({ nameCn, uscc, agent, seal }: PrintoutData): Group {
  const measures = `${seal.shape}　${seal.widthMm} mm × ${seal.heightMm} mm`;
  return {
    heading: '申请信息',
    rows: [
      [label('企业名称'), value(nameCn, 30)],
      [label('统一社会信用代码'), value(uscc, 30)],
      [label('授权用户'), value(agent.name, 12), label('手机'), value(agent.mobile, 12)],
      [label('证件类型'), value(agent.idType, 12), label('证件号码'), value(agent.idNumber, 12)],
      [label('印章名称'), value(seal.name, 30)],
      [label('印章类型'), value(seal.type, 12), label('印章规格'), value(measures, 12)],
    ],
  };
}

/** Draws 《电子签章申请确认函》: who asks, for which seal, under which limits, and the box for its impression. */
export function drawSealConfirmation(sheet: Sheet, data: PrintoutData, { provider }: PrintoutSettings): void {
  sheet.addPage();
  const sets = DENSITIES.map((density) => setGroup(sheet, particulars(data), body.width, density));
  const room = impressionArea.top - body.top - TEXT_HEIGHT;
  const table = sets.find(({ height }) => height <= room) ?? sets.at(-1)!;
  drawGroup(sheet, table, { left: body.left, top: body.top, width: body.width }, impressionArea.top);
  writeParagraphs(
    sheet,
    [
      { ...prose(`致：${data.agency.name}、${provider}`), style: { size: 10.5, weight: 'bold', leading: 1.6 } },
      prose(
        `本企业申请制作电子签章，并随电子认证证书存入本次${isCollected(data) ? '申请' : '更新'}的电子钥匙。本企业确认：下方印模系本企业` +
          '依法刻制、备案并正在使用的公章所盖，印模名称与营业执照登记的企业名称一致，同意以该印模作为电子签章的图样。',
      ),
      prose(
        '该电子签章仅限本企业在进出口许可证件申领及商务主管部门规定的相关业务中使用，不得出借、转让或用于其他用途。' +
          '经该电子签章签署的电子文件，与加盖本企业公章的纸质文件具有同等效力，由此产生的法律责任由本企业承担。',
      ),
      prose(
        '电子签章由上述授权用户保管和使用。企业名称变更、公章更换或作废，电子钥匙遗失、损坏或疑似被他人使用时，' +
          '本企业立即申请停用并重新办理。',
      ),
    ],
    body.top + table.height + 3,
  );
  drawImpressionArea(sheet);
  drawSignatures(sheet, data);
}

function drawImpressionArea(sheet: Sheet): void {
  const { left, top, width, height } = impressionArea;
  sheet.write('印模（加盖公章，红色、清晰、完整，不压线、不压字）', left, top - 6, body.width, {
    size: 9,
    weight: 'bold',
  });
  sheet.frame(left, top, width, height, 0.9);
  // Marks outside the box, at the middle of each side: they help to centre the seal and stay clear of it.
  const across = left + width / 2;
  const down = top + height / 2;
  sheet.rule(across, top - 1.5, across, top + 1.5, 0.5);
  sheet.rule(across, top + height - 1.5, across, top + height + 1.5, 0.5);
  sheet.rule(left - 1.5, down, left + 1.5, down, 0.5);
  sheet.rule(left + width - 1.5, down, left + width + 1.5, down, 0.5);
}

/** A key that is renewed on line stays with its enterprise: nobody comes to a counter. */
const isCollected = ({ kind }: PrintoutData): boolean => kind !== 'renewal';

function drawSignatures(sheet: Sheet, data: PrintoutData): void {
  const { nameCn } = data;
  const left = impressionArea.left + impressionArea.width + 12;
  const width = body.left + body.width - left;
  const { top } = impressionArea;
  const small = { size: 8.5, align: 'justified', leading: 1.5 } as const;
  sheet.write(
    `盖章与签字须在打印后的原件上进行。请将本页完整扫描为图片后上传${isCollected(data) ? '，原件领取电子钥匙时交验' : ''}。`,
    left,
    top,
    width,
    small,
  );
  signHere(sheet, '授权用户（签字）：', left, top + 19, width);
  sheet.write('企业（公章）：', left, top + 29, width, { size: 10, weight: 'bold' });
  sheet.write(nameCn, left, top + 35, width, { size: nameCn.length > 40 ? 8 : 9.5 });
  sheet.write(BLANK_DATE, left, top + impressionArea.height - 5, width, { size: 10, align: 'right' });
}
