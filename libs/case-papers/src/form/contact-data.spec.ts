import { changesContactAlone, contactFields, withContact, withContactOf, withContactSince } from './contact-data';
import { submitted } from './form.examples';
import { formFields } from './form-fields';

const former = submitted();

describe('contact data', () => {
  it('are fields of the form', () => {
    const paths = formFields.map(({ path }) => path);
    expect(contactFields.filter((field) => !paths.includes(field))).toEqual([]);
  });
  it('are given alone, and what is not given stays', () => {
    const { draft, others } = withContact(former, { fax: '', agent: { email: 'neu@example.cn' } });
    expect(others).toEqual([]);
    expect(draft).toMatchObject({ fax: '', phone: former.phone, nameCn: former.nameCn });
    expect(draft.agent).toEqual({ ...former.agent, email: 'neu@example.cn' });
  });
  it('may be given with the rest of the form as it was', () => {
    const { nameCn, uscc, agent, seal, qty, held, reason } = former;
    expect(withContact(former, { nameCn, uscc, agent, seal, qty, held, reason }).others).toEqual([]);
  });
  it('are taken over into another draft, with what was taken away', () => {
    const said = submitted({ fax: '', agent: { ...former.agent, department: '', email: 'neu@example.cn' } });
    const draft = withContactOf({ nameCn: '新名称', fax: '1', agent: { name: '陈示范', department: '旧' } }, said);
    expect(draft).toMatchObject({ nameCn: '新名称', agent: { name: '陈示范', email: 'neu@example.cn' } });
    expect([draft.fax, draft.agent?.department]).toEqual([undefined, undefined]);
  });
  it('are taken over from a newer form where nobody has answered otherwise', () => {
    const since = submitted({ fax: '021-50000009', agent: { ...former.agent, email: 'neu@example.cn' } });
    const draft = { nameEn: 'New', phone: former.phone, fax: '021-50000002', agent: { ...former.agent } };
    expect(withContactSince(draft, former, since)).toMatchObject({
      ...{ nameEn: 'New', phone: former.phone, fax: '021-50000002' },
      agent: { name: former.agent.name, email: 'neu@example.cn' },
    });
  });
  it('are not what a certificate, a seal or a licence says', () => {
    const given = { nameCn: '另一企业', seal: { widthMm: 42 }, agent: { name: '王另', mobile: '13900000000' } };
    expect(withContact(former, given).others).toEqual(['nameCn', 'seal.widthMm', 'agent.name']);
  });
});

describe('a form that changes contact data alone', () => {
  it('says so', () => expect(changesContactAlone(former, submitted({ fax: '021-50000009' }))).toBe(true));
  it('changes nothing else, and something', () => {
    expect(changesContactAlone(former, submitted({}, 2))).toBe(false);
    expect(changesContactAlone(former, submitted({ fax: '021-50000009', enterpriseType: '股份有限公司' }))).toBe(false);
  });
});
