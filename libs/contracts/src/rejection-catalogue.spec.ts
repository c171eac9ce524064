import { rejectionCatalogue, rejectionReason } from './rejection-catalogue';

describe('the rejection catalogue', () => {
  it('has every code once', () => {
    const codes = rejectionCatalogue.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(40);
  });

  it('says each reason in both languages, and for something', () => {
    for (const { code, zh, en, targets, stages } of rejectionCatalogue) {
      expect([code, /\p{Script=Han}/u.test(zh), /^[\x20-\x7e]+\.$/.test(en)]).toEqual([code, true, true]);
      expect([code, targets.length > 0, stages.length > 0]).toEqual([code, true, true]);
    }
  });

  it('names what follows wherever the applicant cannot correct the defect', () => {
    const final = rejectionCatalogue.filter(({ correctable }) => !correctable);
    expect(final.map(({ code, remedy }) => `${code} ${remedy}`)).toEqual([
      'A04 new-application',
      'C02 refusal',
      'R01 new-application',
      'R02 new-application',
      'Q01 refusal',
      'T04 remake',
      'X01 refusal',
    ]);
  });

  it('is asked by code', () => {
    expect(rejectionReason('B03')?.zh).toBe('印模不清晰、压字、缺边，无法制作电子签章');
    expect(rejectionReason('B99')).toBeUndefined();
  });
});
