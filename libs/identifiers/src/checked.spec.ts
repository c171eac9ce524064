import fc from 'fast-check';
import { identifierProblems, refuse, type Subject } from './checked';
import {
  checkEmailAddress,
  checkEnglishName,
  checkEnterpriseName,
  checkIdentityDocument,
  checkImportExportCode,
  checkLandline,
  checkMobile,
  checkOrganisationCode,
  checkPersonName,
  checkPostcode,
  checkUscc,
  identityDocumentKinds,
} from './index';

const checks: ((input: unknown) => ReturnType<typeof checkUscc>)[] = [
  checkUscc,
  checkOrganisationCode,
  checkImportExportCode,
  checkMobile,
  checkLandline,
  checkPostcode,
  checkEmailAddress,
  checkEnterpriseName,
  checkPersonName,
  checkEnglishName,
  ...identityDocumentKinds.map((kind) => (input: unknown) => checkIdentityDocument(kind, input, '2026-03-02')),
];

describe('a refusal', () => {
  const subject: Subject = { name: { zh: '编号', en: 'Number' }, form: { zh: '3位', en: 'three digits' } };

  it.each(identifierProblems)('for %s names the field in both languages', (code) => {
    const refused = refuse(subject, code);
    expect(refused).toMatchObject({ ok: false, code });
    expect(refused.zh).toContain('编号');
    expect(refused.en).toContain('Number');
  });

  it('states the right form where keeping to it is the remedy', () => {
    expect(refuse(subject, 'wrongLength')).toMatchObject({
      zh: '编号长度不正确。正确格式：3位。',
      en: 'Number has the wrong length. Right form: three digits.',
    });
  });

  it('never repeats what was typed, so that it may be logged', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789X@.<张'), minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...checks), typed, (check, input) => {
        const checked = check(input);
        const said = checked.ok ? '' : checked.zh + checked.en;
        // The mail and telephone examples in the sentences are fixed text; six typed characters in a row are not.
        expect(said.replace('010-12345678-123', '')).not.toContain(input);
      }),
    );
  });

  it('comes for any input whatever, instead of a failure', () => {
    fc.assert(
      fc.property(fc.constantFrom(...checks), fc.anything(), (check, input) => {
        const checked = check(input);
        expect(checked.ok ? typeof checked.value : identifierProblems.includes(checked.code)).toBe(
          checked.ok ? 'string' : true,
        );
      }),
    );
  });

  it('comes at once for a long hostile input', () => {
    for (const check of checks) {
      expect(check('0-'.repeat(5_000_000))).toMatchObject({ ok: false, code: 'wrongLength' });
    }
  });
});
