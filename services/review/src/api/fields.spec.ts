import { line } from './fields';
import { registrationRequest } from './organisations.requests';
import { preVerificationRequest } from './review.requests';
import { invitationRequest } from './staff.requests';

const office = { kind: 'provider', name: '电子钥匙服务商', address: '北京市东城区1号', phone: '010-58103599' };
const invited = { login: 'zhang.san', name: '张三', roles: ['AUD'] };
const verdict = { round: 1, verdict: 'reject', findings: [{ target: 'form', code: 'F01', field: 'nameCn' }] };

const hiding: readonly (readonly [what: string, character: string])[] = [
  ['a control character', '\u0007'],
  ['a line feed', '\n'],
  ['a line separator', '\u2028'],
  ['a turn of the reading direction', '\u202e'],
  ['an invisible character', '\u200b'],
  ['a character of private use', '\ue000'],
  ['a noncharacter', '\uffff'],
];

describe('one line of text', () => {
  it('is kept without the blanks around it', () => expect(line(10).parse(' 张 三 ')).toBe('张 三'));
  it('is not blank', () => expect(line(10).safeParse('　').success).toBe(false));
});

describe.each(hiding)('%s is refused', (_what, character) => {
  const spoiled = (text: string): string => `${text}${character}${text}`;

  it.each(['name', 'address'] as const)('in an organisation’s %s', (field) => {
    const request = { ...office, [field]: spoiled(office[field]) };
    expect(registrationRequest.safeParse(request).error?.issues.map(({ path }) => path)).toEqual([[field]]);
  });
  it('in the name of a member of staff', () => {
    const request = { ...invited, name: spoiled(invited.name) };
    expect(invitationRequest.safeParse(request).error?.issues.map(({ path }) => path)).toEqual([['name']]);
  });
  it('in the field that a finding names', () => {
    const findings = verdict.findings.map((finding) => ({ ...finding, field: spoiled(finding.field) }));
    const { error } = preVerificationRequest.safeParse({ ...verdict, findings });
    expect(error?.issues.map(({ path }) => path)).toEqual([['findings', 0, 'field']]);
  });
});

it.each(['张三', '13812345678', '110105 19491231002X', 'agent.', 'the mobile number'])(
  'a finding names a field of the form and no text of its own: %s',
  (field) => {
    const findings = verdict.findings.map((finding) => ({ ...finding, field }));
    expect(preVerificationRequest.safeParse({ ...verdict, findings }).success).toBe(false);
  },
);

it('what holds none of them is taken', () => {
  expect(registrationRequest.safeParse(office).success).toBe(true);
  expect(invitationRequest.safeParse(invited).success).toBe(true);
  expect(preVerificationRequest.safeParse(verdict).success).toBe(true);
  const deeper = verdict.findings.map((finding) => ({ ...finding, field: 'agent.mobile' }));
  expect(preVerificationRequest.safeParse({ ...verdict, findings: deeper }).success).toBe(true);
});
