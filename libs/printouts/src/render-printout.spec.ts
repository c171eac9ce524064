import { printoutKinds, type BusinessKind } from '.';
import { renderPrintout } from './pdf';
import { samplePrintout, sampleSettings } from './testing';

const render = renderPrintout;

describe('a printout', () => {
  it.each([...printoutKinds])('is the same to the byte for the same form: %s', async (kind) => {
    const first = await render(kind, samplePrintout, sampleSettings);
    const again = await render(kind, structuredClone(samplePrintout), sampleSettings);
    expect(again.pdf.equals(first.pdf)).toBe(true);
  });

  it('does not depend on the printouts made before it', async () => {
    // U+2F00 and U+4E00 are drawn by one glyph of the font.
    const plain = { ...samplePrintout, nameCn: '一示例公司' };
    const radical = { ...samplePrintout, nameCn: '\u2F00示例公司' };
    const before = await render('seal-confirmation', plain, sampleSettings);
    await render('seal-confirmation', radical, sampleSettings);
    const after = await render('seal-confirmation', plain, sampleSettings);
    expect(after.pdf.equals(before.pdf)).toBe(true);
    expect((await render('seal-confirmation', radical, sampleSettings)).pdf.equals(before.pdf)).toBe(false);
  });

  it('bears the date of the form, not of its printing', async () => {
    const { pdf } = await render('application-form', samplePrintout, sampleSettings);
    expect(pdf.toString('latin1').match(/D:\d{14}Z|\d{4}-\d\d-\d\dT[\d:]+Z/g)).toEqual([
      'D:20261122013000Z',
      '2026-11-22T01:30:00Z',
    ]);
  });

  it.each([...printoutKinds])(
    'shows number, version and digest of the form, so that each tells papers apart: %s',
    async (kind) => {
      const { pdf } = await render(kind, samplePrintout, sampleSettings);
      for (const other of [{ formNumber: 'SQ-20261122-000124' }, { formVersion: 4 }, { shortHash: '000000000000' }]) {
        expect((await render(kind, { ...samplePrintout, ...other }, sampleSettings)).pdf.equals(pdf)).toBe(false);
      }
    },
  );

  it.each([...printoutKinds])('embeds its fonts and no more of them than it draws: %s', async (kind) => {
    const { pdf } = await render(kind, samplePrintout, sampleSettings);
    const text = pdf.toString('latin1');
    expect(text.match(/\/FontFile2 /g)).toHaveLength(2);
    expect(text).not.toContain('Helvetica');
    expect(pdf.length).toBeLessThan(150_000);
  });

  it('names the characters that it could not draw', async () => {
    const legalRep = { ...samplePrintout.legalRep, name: '𠮷示例' };
    const { missingGlyphs } = await render('application-form', { ...samplePrintout, legalRep }, sampleSettings);
    expect(missingGlyphs).toEqual(['𠮷']);
    expect((await render('application-form', samplePrintout, sampleSettings)).missingGlyphs).toEqual([]);
  });

  it('of a seal speaks of collecting a key to those alone who will collect one', async () => {
    const confirmation = async (kind: BusinessKind) =>
      (await render('seal-confirmation', { ...samplePrintout, kind }, sampleSettings)).pdf;
    const first = await confirmation('first');
    expect((await confirmation('change')).equals(first)).toBe(true);
    expect((await confirmation('renewal')).equals(first)).toBe(false);
  });

  it('refuses a date that is none', async () => {
    const undated = { ...samplePrintout, submittedAt: 'yesterday' };
    await expect(render('application-form', undated, sampleSettings)).rejects.toThrow(RangeError);
  });
});
