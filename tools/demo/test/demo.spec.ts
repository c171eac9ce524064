import { runDemo } from '../src';

describe('the demonstration', () => {
  const told: string[] = [];

  it('carries one application from registration to collection, as a reader can follow', async () => {
    await runDemo((line) => told.push(line));
    const statuses = told.flatMap((line) => /【(.*)】/.exec(line)?.[1] ?? []);
    expect(statuses).toEqual([
      '填写中',
      '表单已提交, 待上传材料',
      ...[1, 2, 3, 4].map((count) => `材料上传中 (${count}/6)`),
      '材料齐全, 待确认提交',
      '待核验',
      '核验未通过',
      '待核验',
      '核验通过',
      '复核未通过',
      '待核验',
      '核验通过',
      '复核通过',
      '制作完成, 待寄出',
      '已寄往发证机构',
      '发证机构已签收',
      '待领取 (请携带全部纸质材料)',
      '现场终审未通过',
      '已领取',
      '已办结 (账户已激活)',
    ]);
    expect(told.at(-1)).toMatch(/\d+ steps in +\d+\.\d\d s, every one as promised\./);
  }, 120_000);
});
