import { PrintableText } from './printable-text';

describe('printable text', () => {
  it('keeps what the font can draw, rare characters of the basic plane and middle dots included', () => {
    const printable = new PrintableText();
    expect(printable.of('欧阳䶮堃喆 古丽·买买提 Co., Ltd.')).toBe('欧阳䶮堃喆 古丽·买买提 Co., Ltd.');
    expect(printable.missing).toEqual([]);
  });

  it('puts 〓 for a character that the font lacks, and tells each once', () => {
    const printable = new PrintableText();
    expect(printable.of('𠮷野𠮷')).toBe('〓野〓');
    expect(printable.of('😀𠮷')).toBe('〓〓');
    expect(printable.missing).toEqual(['𠮷', '😀']);
  });

  it('passes over what chooses or joins drawings and is invisible by itself', () => {
    const printable = new PrintableText();
    expect(printable.of('葛\u{E0100}城\uFE00\u200D')).toBe('葛城');
    expect(printable.missing).toEqual([]);
  });

  it('keeps line breaks and makes other controls spaces', () => {
    expect(new PrintableText().of('一\r\n二\t三\r四')).toBe('一\n二 三\n四');
  });
});
