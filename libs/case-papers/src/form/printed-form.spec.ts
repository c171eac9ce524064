import { renderPrintout } from '@ekey/printouts/pdf';
import { submitted } from './form.examples';
import { assignedLoginName, formNumberOf } from './form-number';
import { printedForm } from './printed-form';

describe('the form as it is printed', () => {
  it('shows Chinese names instead of codes', () =>
    expect(printedForm(submitted(), 'abcdef012345')).toMatchObject({
      kind: 'first',
      shortHash: 'abcdef012345',
      agency: { name: '上海市商务委员会' },
      legalRep: { idType: '居民身份证' },
      agent: { idType: '居民身份证' },
      seal: { type: '公章', shape: '圆形' },
    }));
  it('leaves open which document the representative has where none was named', () =>
    expect(printedForm(submitted({ legalRep: { name: '欧阳示例' } }), 'abcdef012345').legalRep.idType).toBeUndefined());
  it('shows the key whose place the new one takes', () => {
    const form = { ...submitted(), replaces: { number: 'EK26000001', ground: 'lost' as const } };
    expect(printedForm(form, 'abcdef012345').replaces).toEqual({ number: 'EK26000001', ground: '遗失' });
    expect(printedForm(submitted(), 'abcdef012345').replaces).toBeUndefined();
    const surplus = { ...form, replaces: { ...form.replaces, surplus: ['EK26000007', 'EK26000009'] } };
    expect(printedForm(surplus, 'abcdef012345').replaces?.number).toBe(
      'EK26000001（一并注销：EK26000007、EK26000009）',
    );
  });
  it('can be printed', async () => {
    const settings = { hotline: '010-58103599', provider: '示例', addresses: [], attorneyMonths: 6 };
    const printed = await renderPrintout('application-form', printedForm(submitted(), 'abcdef012345'), settings);
    expect(printed.pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('the number of a form', () => {
  const caseId = '6f6f1d0e-3c1a-5b53-9c1e-0a4d4e1b7c01';
  it('tells the day of the start in China and is the same for the same case', () => {
    const number = formNumberOf(caseId, '2026-03-01T16:30:00.000Z');
    expect(number).toMatch(/^EK20260302-[2-9A-HJKMNP-Z]{10}$/);
    expect(formNumberOf(caseId, '2026-03-01T16:30:00.000Z')).toBe(number);
  });
  it('differs between cases', () =>
    expect(formNumberOf('6f6f1d0e-3c1a-5b53-9c1e-0a4d4e1b7c02', '2026-03-02T01:00:00.000Z')).not.toBe(
      formNumberOf(caseId, '2026-03-02T01:00:00.000Z'),
    ));
  it('gives the user name that is assigned where none is brought', () =>
    expect(assignedLoginName('EK20260302-7K3M9Q2W4R')).toBe('u202603027k3m9q2w4r'));
});
