import { submittedForm } from '@ekey/contracts';
import { citizenNumberCheckCharacter } from '@ekey/identifiers';
import fc from 'fast-check';
import { checkForm } from './check-form';
import type { DraftForm } from './draft-form';
import { context, draft, submitted } from './form.examples';
import { formFields } from './form-fields';

const errorsOf = (change: DraftForm): readonly { field: string; code: string; zh: string; en: string }[] => {
  const verdict = checkForm({ ...draft, ...change }, context);
  return verdict.ok ? [] : verdict.errors;
};
const agent = (change: object): DraftForm => ({ agent: { ...draft.agent, ...change } });
const legalRep = (change: object): DraftForm => ({ legalRep: { ...draft.legalRep, ...change } });
const bornIn2015 = `50010120150904003${citizenNumberCheckCharacter('50010120150904003')}`;
const seal = (change: object): DraftForm => ({ seal: { ...draft.seal, ...change } });

describe('a complete form', () => {
  it('passes, and fits the shape that the other services read', () => {
    expect(submittedForm.safeParse(submitted()).error).toBeUndefined();
  });
  it('stands in its normal form', () => {
    const form = submitted({
      uscc: ' ９１３１０１１５ma1k00007q',
      ...agent({ idNumber: '310115190001010028', mobile: '１３８００００００００', email: 'Danzheng@Example.CN' }),
      licenceTypes: ['dual-use', 'import', 'import'],
    });
    expect(form).toMatchObject({
      uscc: '91310115MA1K00007Q',
      agent: { mobile: '13800000000', email: 'Danzheng@example.cn' },
      licenceTypes: ['import', 'dual-use'],
    });
  });
  it('keeps the offices as they are on that day', () =>
    expect(submitted()).toMatchObject({
      agency: { id: 'shanghai', name: '上海市商务委员会', address: '上海市长宁区仙霞路示例大厦2层' },
      pickupPoint: { id: 'shanghai-1', phone: '021-60000000' },
    }));
  it('is for one key of an enterprise that has none', () =>
    expect(submitted()).toMatchObject({ kind: 'first', qty: 1, held: 0 }));
  it('leaves out what was not answered', () => {
    const form = submitted({ nameEn: '', ieCode13: undefined, fax: '  ', mailingAddress: undefined });
    for (const field of ['nameEn', 'ieCode13', 'fax', 'mailingAddress']) expect(form).not.toHaveProperty(field);
  });
  it('is given a user name where it brings none', () =>
    expect(submitted({ loginName: '' })).toMatchObject({ loginName: 'u20260302abcdefghjk' }));
});

describe('an incomplete form', () => {
  it('is told everything that is missing at once, in both languages', () => {
    const verdict = checkForm({}, context);
    const missing = verdict.ok ? [] : verdict.errors;
    expect(missing.map(({ field }) => field)).toEqual(
      formFields.filter(({ required }) => required).map(({ path }) => path),
    );
    for (const { code, zh, en } of missing) {
      expect(code).toBe('Required');
      expect(zh).toMatch(/^请填写.+。$/);
      expect(en).toMatch(/^Enter: .+\.$/);
    }
  });
});

describe('each rule of the form', () => {
  it.each<[string, string, DraftForm]>([
    ['uscc', 'CheckDigitWrong', { uscc: '91310115MA1K000070' }],
    ['uscc', 'WrongLength', { uscc: '91310115MA1K00007' }],
    ['uscc', 'WrongCharacter', { uscc: '91310115MI1K00007Q' }],
    ['uscc', 'NotOfThisApplication', { uscc: '91110101MA0000007T', ieCode13: undefined }],
    ['ieCode13', 'CheckDigitWrong', { ieCode13: '3100MA1K00008' }],
    ['ieCode13', 'OfAnotherEnterprise', { ieCode13: '1100802100433' }],
    ['licenceTypes', 'NotOffered', { licenceTypes: ['import', 'everything'] }],
    ['licenceTypes', 'Required', { licenceTypes: [] }],
    ['agencyId', 'NotOpen', { agencyId: 'nowhere', pickupPointId: undefined }],
    ['pickupPointId', 'NotOfThisAuthority', { agencyId: 'beijing' }],
    ['pickupPointId', 'NotOfThisAuthority', { pickupPointId: 'nowhere' }],
    ['nameCn', 'WrongShape', { nameCn: 'Shanghai Example', seal: undefined }],
    ['nameCn', 'UnsafeCharacter', { nameCn: '上海\u202e示例有限公司' }],
    ['nameEn', 'WrongCharacter', { nameEn: '上海' }],
    ['legalRep.name', 'WrongLength', legalRep({ name: '欧' })],
    ['legalRep.idNumber', 'TypeMissing', legalRep({ idType: undefined })],
    ['legalRep.idNumber', 'CheckDigitWrong', legalRep({ idNumber: '110101190001010015' })],
    ['legalRep.idType', 'NotOffered', legalRep({ idType: 'library-card', idNumber: undefined })],
    ['agent.idNumber', 'UnderAge', agent({ idNumber: bornIn2015 })],
    ['agent.idNumber', 'ImpossibleDate', agent({ idNumber: '310115190002300028' })],
    ['agent.mobile', 'WrongShape', agent({ mobile: '12800000000' })],
    ['agent.email', 'WrongShape', agent({ email: 'danzheng' })],
    ['agent.phone', 'WrongShape', agent({ phone: '5000' })],
    ['agent.department', 'WrongLength', agent({ department: '部'.repeat(51) })],
    ['agent.department', 'UnsafeCharacter', agent({ department: '单证\u0000部' })],
    ['postcode', 'WrongShape', { postcode: '20012' }],
    ['registeredAddress', 'WrongLength', { registeredAddress: '路'.repeat(201) }],
    ['loginName', 'WrongShape', { loginName: 'a b' }],
    ['qty', 'OutOfRange', { qty: 2 }],
    ['held', 'OutOfRange', { held: 1 }],
    ['seal.name', 'DiffersFromEnterpriseName', seal({ name: '上海示例有限公司' })],
    ['seal.type', 'NotOffered', seal({ type: 'contract' })],
    ['seal.shape', 'NotOffered', seal({ shape: 'square' })],
    ['seal.widthMm', 'OutOfRange', seal({ widthMm: 400 })],
    ['seal.heightMm', 'MeasuresDoNotFit', seal({ heightMm: 38 })],
    ['seal.heightMm', 'MeasuresDoNotFit', seal({ shape: 'oval' })],
  ])('%s: %s', (field, code, change) => {
    const found = errorsOf(change).find((error) => error.field === field);
    expect(found).toMatchObject({ field, code });
    expect(found?.zh).toMatch(/\p{Script=Han}/u);
    expect(found?.en).toMatch(/[a-z]/);
  });

  it('takes an oval seal of the customary size', () =>
    expect(errorsOf(seal({ shape: 'oval', widthMm: 45, heightMm: 30 }))).toEqual([]));
  it('takes the name in the seal with either form of brackets', () => {
    const nameCn = '示例（上海）有限公司';
    expect(errorsOf({ nameCn, ...seal({ name: '示例(上海)有限公司' }) })).toEqual([]);
  });
  it('takes the passport of a foreign representative', () =>
    expect(errorsOf(legalRep({ idType: 'passport', idNumber: 'E12345678' }))).toEqual([]));
});

describe('a code whose check character is wrong on the licence itself', () => {
  const real = '91350211M0000XUF46';
  const asPrinted = { ...draft, uscc: real, ieCode13: undefined };
  it('is refused until the applicant states that it stands so', () => {
    const verdict = checkForm(asPrinted, { ...context, uscc: real });
    expect(verdict).toMatchObject({ ok: false, errors: [{ field: 'uscc', code: 'CheckDigitWrong' }] });
  });
  it('is then taken, and left to the reviewers', () => {
    const verdict = checkForm({ ...asPrinted, usccAsPrinted: true }, { ...context, uscc: real });
    expect(verdict).toMatchObject({ ok: true, form: { uscc: real, usccAsPrinted: true } });
  });
  it('is not marked for a code that is right', () =>
    expect(submitted({ usccAsPrinted: true }).usccAsPrinted).toBe(false));
});

describe('whatever is typed', () => {
  it('is judged without a fault, and a form that passes fits the published shape', () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(draft), '__proto__', 'constructor'), fc.jsonValue()),
        (change) => {
          const verdict = checkForm({ ...draft, ...(change as DraftForm) }, context);
          if (!verdict.ok) expect(verdict.errors.length).toBeGreaterThan(0);
          else
            expect(
              submittedForm.safeParse({
                ...verdict.form,
                formNumber: 'x',
                formVersion: 1,
                submittedAt: '2026-03-02T01:00:00.000Z',
              }).error,
            ).toBeUndefined();
        },
      ),
    ));
});

describe('a field with a rule', () => {
  const anything = '~';
  const ruled = formFields.filter(
    ({ type, check }) => (type === 'text' || type === 'number') && !check(anything, context, () => undefined).ok,
  );
  it.each(ruled.map(({ path, hint }) => [path, hint] as const))('%s says the rule before anybody errs', (_path, hint) =>
    expect(hint).toEqual({ zh: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) }),
  );
  it('that has but one answer says which', () =>
    expect(errorsOf({ qty: 2 })).toMatchObject([{ field: 'qty', zh: '此项只能为1。', en: 'This can only be 1.' }]));
});
