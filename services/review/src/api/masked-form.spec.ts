import { submittedForm, type SubmittedForm } from '@ekey/contracts';
import { maskedForm } from './masked-form';

const form: SubmittedForm = {
  formNumber: 'F-2026-000001',
  formVersion: 1,
  submittedAt: '2026-03-02T02:00:00.000Z',
  kind: 'first',
  licenceTypes: ['import'],
  agency: { id: 'shanghai', name: '上海市商务委员会', address: '上海市' },
  pickupPoint: { id: 'hall', name: '窗口', address: '上海市', hours: '9:00–17:00', phone: '021-60000000' },
  nameCn: '上海示例进出口有限公司',
  uscc: '91310000MA1FL0000X',
  usccAsPrinted: false,
  legalRep: { name: '司徒砚舟', idType: 'residentIdentityCard', idNumber: '440524188001010014' },
  registeredAddress: '上海市浦东新区',
  phone: '021-61234567',
  agent: {
    name: '欧阳静笙',
    idType: 'residentIdentityCard',
    idNumber: '11010519491231002X',
    mobile: '13800138000',
    phone: '021-67654321',
    email: 'ouyang@enterprise.example',
  },
  loginName: 'example',
  qty: 1,
  held: 0,
  seal: { name: '上海示例进出口有限公司', type: 'official', shape: 'round', widthMm: 40, heightMm: 40 },
};

describe('a masked form', () => {
  it('keeps the enterprise and hides its people', () => {
    const masked = maskedForm(form);
    expect(masked).toMatchObject({ nameCn: form.nameCn, uscc: form.uscc, agency: form.agency, seal: form.seal });
    const text = JSON.stringify(masked);
    const { agent, legalRep } = form;
    const hidden = [
      agent.name,
      agent.idNumber,
      agent.mobile,
      agent.phone,
      agent.email,
      legalRep.name,
      legalRep.idNumber,
      form.phone,
    ];
    for (const secret of hidden) expect(text).not.toContain(secret);
  });

  it('is still a form, and leaves out what was not answered', () => {
    const { phone: _phone, ...without } = form;
    const masked = submittedForm.parse(JSON.parse(JSON.stringify(maskedForm(without))));
    expect(masked).not.toHaveProperty('phone');
    expect(maskedForm({ ...form, legalRep: { name: '司徒砚舟' } }).legalRep.idNumber).toBeUndefined();
  });
});
