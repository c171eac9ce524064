import { ALL_SLOTS, refusalGrounds, rejectionCatalogue, SLOTS } from '@ekey/contracts';
import type { Purpose } from '../notice.events';
import { currentVersion, render, type Fillings } from '.';

const imprint = {
  name: '进出口企业电子钥匙在线申领系统',
  hotline: '010-58103599',
  portalUrl: 'https://portal.example',
};
const application = { imprint, number: 'SQ-2026-000123', nameCn: '北京示例进出口有限公司' };
const link = 'https://portal.example/activate-account#case=c&notice=n&token=t';
const linkMail = { imprint, link, expiresAt: '2026-03-16T16:30:00.000Z' };
const reasons = [
  { code: 'G04', target: 'seal-confirmation' },
  { code: 'A08', target: 'form', field: 'agent.email' },
];
const remark = '公章不清晰。\n请重新盖章后扫描。';

const ready: Fillings['key-ready'] = {
  ...application,
  place: {
    authority: '北京市商务局',
    name: '政务服务大厅12号窗口',
    address: '北京市通州区运河东大街57号',
    hours: '工作日9:00–12:00、13:30–17:00',
    phone: '010-55570000',
  },
  papers: SLOTS,
  collectBy: '2026-06-10T16:00:00.000Z',
};

/** One filling of every purpose. */
const fillings: Fillings = {
  'address-confirmation': linkMail,
  'password-reset': linkMail,
  'user-invitation': { ...linkMail, nameCn: application.nameCn },
  activation: { ...linkMail, nameCn: application.nameCn, again: false },
  'submission-received': { ...application, round: 1, dueOn: '2026-03-04', provisional: false },
  'application-rejected': { ...application, stage: 'pre-verification', reasons, remark },
  'application-refused': { ...application, ground: 'not-eligible', remark },
  'expiry-near': { imprint, number: application.number, idleDays: 20, expiresOn: '2026-04-01' },
  'case-ended': { ...application, ground: 'forged-materials' },
  'key-delayed': application,
  'key-ready': ready,
  'collection-reminder': { ...ready, daysAfter: 60 },
  'final-review-failed': {
    ...application,
    reasons: [{ code: 'T01', target: 'business-licence' }],
    correctable: true,
    remark,
  },
  'key-collected': {
    ...application,
    tokenSerial: 'TK0000000042',
    certificates: { signing: '0a1b2c', encryption: '3d4e5f' },
    collector: 'authorised-user',
    collectedAt: '2026-03-20T02:05:00.000Z',
  },
  'certificate-expiring': {
    ...application,
    serial: '0a1b2c',
    notAfter: '2027-03-20T02:05:00.000Z',
  },
  'renewal-approved': { ...application, graceDays: 30 },
  'contact-change-requested': {
    ...{ ...application, keyNumber: 'TK0000000042', requestedAt: '2026-06-10T02:05:00.000Z' },
  },
  'contact-changed': { ...application, keyNumber: 'TK0000000042', changedAt: '2026-06-10T02:05:00.000Z' },
  'key-suspended': {
    ...{ ...application, tokenSerial: 'TK0000000042', ground: 'misuse-suspected', withRequest: false },
    ...{ reference: '来电 1107', suspendedAt: '2026-06-10T02:05:00.000Z' },
  },
  'key-reinstated': {
    ...{ ...application, tokenSerial: 'TK0000000042', because: 'lifted', reinstatedAt: '2026-06-10T02:05:00.000Z' },
  },
  'key-given-up': { ...application, tokenSerial: 'TK0000000042', givenUpAt: '2026-06-10T02:05:00.000Z' },
  'key-revoked': {
    ...{ ...application, tokenSerial: 'TK0000000042', ground: 'lost', requester: 'court' },
    ...{ reference: '来函 2026-17', revokedAt: '2026-06-10T02:05:00.000Z' },
  },
  'key-unlocked': { ...application, tokenSerial: 'TK0000000042', unlockedAt: '2026-06-10T02:05:00.000Z' },
  'unlock-requested': { ...application, tokenSerial: 'TK0000000042', takenAt: '2026-06-10T02:05:00.000Z' },
  'unlock-not-done': {
    ...{ ...application, tokenSerial: 'TK0000000042', outcome: 'suspended', answeredAt: '2026-06-10T02:05:00.000Z' },
  },
  'revocation-requested': {
    ...{ ...application, tokenSerial: 'TK0000000042', ground: 'out-of-use', requestedAt: '2026-06-10T02:05:00.000Z' },
  },
  'revocation-not-done': {
    ...{ ...application, tokenSerial: 'TK0000000042', outcome: 'mistaken', answeredAt: '2026-06-10T02:05:00.000Z' },
  },
};
const purposes = Object.keys(fillings) as Purpose[];
const mailOf = <P extends Purpose>(purpose: P, changes: Partial<Fillings[P]> = {}) =>
  render(purpose, currentVersion(purpose), { ...fillings[purpose], ...changes });

describe.each(purposes)('the mail %s', (purpose) => {
  const { subject, text, html } = mailOf(purpose);
  it('has a subject on one line, and says who writes and where to ask', () => {
    expect(subject).toMatch(/^[^\r\n]+$/);
    for (const form of [text, html]) {
      expect(form).toContain(imprint.name);
      expect(form).toContain(imprint.hotline);
      expect(form).toContain(imprint.portalUrl);
    }
  });
  it('says the same as text and as HTML', () => {
    const words = html
      .replace(/<br>|<\/li>/g, '\n')
      .replace(/<[^>]+>/g, '')
      .replace(/&amp;/g, '&');
    const bare = (form: string): string => form.replace(/^\d+\. /gm, '').replace(/[【】\s]/g, '');
    expect(bare(words)).toBe(bare(text));
  });
  it('carries no ID number, no mobile number, no password and no PIN', () => {
    expect(text).not.toMatch(/\d{17}[\dXx]|(?<!\d)1[3-9]\d{9}(?!\d)/);
    expect(text).not.toMatch(/(密码|PIN码?)(为|是|：)[ \t]*\w/);
  });
});

describe('the activation mail', () => {
  it('has exactly the subject that the procedure announces', () =>
    expect(mailOf('activation').subject).toBe('调用商务部统一用户管理平台激活企业账户'));
  it('holds the link and its end in Beijing time', () => {
    expect(mailOf('activation').text).toContain(link);
    expect(mailOf('activation').text).toContain('2026年3月17日 00:30（北京时间）');
  });
  it('fits a first application and a renewal alike, whose key was collected long ago', () => {
    const { text } = mailOf('activation');
    expect(text).toContain('北京示例进出口有限公司的企业账户尚未激活');
    expect(text).not.toMatch(/正在.*申领|现场领取/);
  });
  it('says when it is sent once more', () =>
    expect(mailOf('activation', { again: true }).text).toContain('重新发送，此前邮件中的链接不再有效'));
});

describe('the links', () => {
  it.each(['address-confirmation', 'password-reset', 'user-invitation', 'activation'] as const)(
    '%s stands in the text as it is and in the HTML as a link',
    (purpose) => {
      expect(mailOf(purpose).text).toContain(link);
      expect(mailOf(purpose).html).toContain(`<a href="${link.replace(/&/g, '&amp;')}">`);
    },
  );
});

describe('the mail after a submission', () => {
  it('holds number and due date', () => {
    expect(mailOf('submission-received').text).toContain('SQ-2026-000123');
    expect(mailOf('submission-received').text).toContain('2026年3月4日');
    expect(mailOf('submission-received').text).not.toContain('暂定');
  });
  it('says of a provisional date that it is one, and not that nobody has published the year: it may only not be counted yet', () => {
    const { text } = mailOf('submission-received', { provisional: true });
    expect(text).toContain('暂定日期');
    expect(text).toContain('尚未公布或尚未计入');
  });
  it('says where a date that is stated anew stands, for it is not mailed again', () =>
    expect(mailOf('submission-received').text).toContain('截止日期如有调整，以在线填报系统的显示为准'));
  it.each([
    [
      'renewal-review',
      '证书更新申请已提交，待审核（SQ-2026-000123）',
      '电子钥匙服务商审核截止日期：2026年3月4日（3个工作日',
    ],
    [
      'contact-review',
      '联系信息变更申请已提交，待审核（SQ-2026-000123）',
      '电子钥匙服务商审核截止日期：2026年3月4日（1个工作日',
    ],
  ] as const)('says of %s who answers it, and within how many days', (stage, subject, due) => {
    const mail = mailOf('submission-received', { stage });
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(due);
    expect(mail.text).not.toMatch(/发证机构|核验/);
  });
  it('counts the rounds, in words of what they bring', () => {
    expect(mailOf('submission-received', { round: 2 }).text).toContain('您第2次提交的材料已收到');
    const contact = mailOf('submission-received', { round: 2, stage: 'contact-review' });
    expect(contact.text).toContain('您第2次提交的联系信息已收到');
  });
});

describe('the rejection mail', () => {
  it.each([
    ['pre-verification', '核验未通过'],
    ['re-verification', '复核未通过'],
    ['renewal', '审核未通过'],
    ['contact', '审核未通过'],
  ] as const)('after %s has the label %s', (stage, label) => {
    expect(mailOf('application-rejected', { stage }).subject).toContain(label);
    expect(mailOf('application-rejected', { stage }).text).toContain(`申请${label}。`);
  });
  it('says how each kind of case is gone on with', () => {
    const closing = (stage: Fillings['application-rejected']['stage']) =>
      mailOf('application-rejected', { stage }).text;
    expect(closing('pre-verification')).toContain('在同一申请中重新提交所有符合要求的资料并确认提交');
    expect(closing('renewal')).toContain('请使用需要更新的电子钥匙登录在线填报系统');
    expect(closing('contact')).toContain('改正联系信息，在同一申请中重新提交。');
    expect(closing('contact')).not.toContain('资料');
  });
  it('asks nobody to correct what cannot be corrected in the same case', () => {
    const reasons = [
      { code: 'R01', target: 'form' },
      { code: 'G04', target: 'seal-confirmation' },
    ];
    const { subject, text } = mailOf('application-rejected', { stage: 'renewal', reasons });
    expect(subject).toBe('审核未通过（SQ-2026-000123）');
    expect(text).toContain('以上原因中的R01无法在本次申请中改正，请撤回本次申请');
    expect(text).not.toContain('重新提交');
  });
  it('holds every reason with document, wording and code, and the whole remark', () => {
    const { text } = mailOf('application-rejected');
    expect(text).toContain('1. 电子签章申请确认函：公章不清晰、不完整或与企业名称不一致（误盖合同章、财务章）（G04）');
    expect(text).toContain('2. 填报信息（agent.email）：邮箱/手机无法联系（A08）');
    expect(text).toContain(remark);
  });
  it('words every reason of the catalogue', () => {
    for (const { code, zh } of rejectionCatalogue) {
      const { text } = mailOf('application-rejected', { reasons: [{ code, target: 'form' }] });
      expect(text).toContain(`${zh}（${code}）`);
    }
  });
  it.each(ALL_SLOTS)('calls the document %s by its name', (target) =>
    expect(mailOf('application-rejected', { reasons: [{ code: 'G01', target }] }).text).not.toContain(target),
  );
  it('leaves out no reason that this release does not know', () =>
    expect(mailOf('application-rejected', { reasons: [{ code: 'Z99', target: 'form' }] }).text).toContain('Z99'));
  it('masks the numbers of persons that a reviewer has typed into the remark', () => {
    const typed =
      '身份证号11010519491231002X与表中不符，旧证110105491231002，请致电13812345678。代码911101066976941872正确。';
    const { text, html } = mailOf('application-rejected', { remark: typed });
    for (const form of [text, html]) {
      expect(form).not.toMatch(/11010519491231002X|110105491231002|13812345678/);
      expect(form).toContain('138****5678');
    }
  });
  it('shows what a reviewer wrote as text and never as markup', () => {
    const { html } = mailOf('application-rejected', { remark: '<script>alert("x")</script> & \'y\'' });
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;');
  });
});

describe('the refusal mail', () => {
  it.each(refusalGrounds.map(({ code, zh }) => [code, zh]))('words the ground %s', (ground, zh) =>
    expect(mailOf('application-refused', { ground }).text).toContain(zh),
  );
  it('says that the case is over, with the remark', () => {
    expect(mailOf('application-refused').text).toContain('不予办理');
    expect(mailOf('application-refused').text).toContain(remark);
  });
});

describe.each(['key-ready', 'collection-reminder'] as const)('the mail %s', (purpose) => {
  const { text } = mailOf(purpose);
  it('holds place, hours and deadline', () => {
    for (const part of [
      '北京市商务局',
      '政务服务大厅12号窗口',
      '北京市通州区运河东大街57号',
      '9:00–12:00',
      '010-55570000',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('领取截止：2026年6月10日 24:00（北京时间）');
  });
  it('lists all six papers as the procedure words them', () => {
    for (const paper of [
      '进出口企业电子钥匙与电子认证证书申请表（法人签字盖公章，一份）',
      '电子签章申请确认函（授权用户签字盖公章，一份）',
      '营业执照副本复印件（盖公章，一份）',
      '授权用户的身份证复印件（盖公章，一份）',
      '授权用户的授权委托书（盖公章，一份）',
      '用户协议书（盖公章，一份）',
    ]) {
      expect(text).toContain(paper);
    }
  });
  it('lists the statement of the loss, where a lost key is replaced', () =>
    expect(mailOf(purpose, { papers: ALL_SLOTS }).text).toContain('遗失说明（法人签字盖公章，一份）'));
  it('asks for the old key where the new one is not handed over without it', () => {
    expect(mailOf(purpose, { toReturn: ['TK0000000007'] }).text).toContain(
      '须交回原电子钥匙（钥匙编号：TK0000000007）',
    );
    expect(text).not.toContain('原电子钥匙');
  });
  it('says who may collect', () => {
    expect(text).toContain('企业授权用户本人');
    expect(text).toContain('授权委托书或介绍信');
  });
});

describe('the other mails', () => {
  it('remind of a key that waits, and of what becomes of it', () => {
    const { subject, text } = mailOf('collection-reminder');
    expect(subject).toBe('提醒：电子钥匙仍待领取（SQ-2026-000123）');
    for (const part of ['已满60天', '证书将注销', '电子钥匙将收回']) expect(text).toContain(part);
  });
  it('tell after the final review whether another visit helps', () => {
    expect(mailOf('final-review-failed').text).toContain('现场终审未通过');
    expect(mailOf('final-review-failed').text).toContain('纸质材料缺失（T01）');
    expect(mailOf('final-review-failed').text).toContain('再次前往原领取地点');
    expect(mailOf('final-review-failed', { correctable: false }).text).toContain('请与发证机构联系');
  });
  it('give a receipt for the key with its number and both certificates', () => {
    const { text } = mailOf('key-collected');
    for (const part of ['TK0000000042', '0a1b2c', '3d4e5f', '2026年3月20日 10:05（北京时间）'])
      expect(text).toContain(part);
  });
  it('remind of the end of a certificate, and say how it is renewed', () => {
    const { text } = mailOf('certificate-expiring');
    for (const part of ['0a1b2c', '2027年3月20日 10:05（北京时间）', '到期前90天内', '插入需要更新的电子钥匙'])
      expect(text).toContain(part);
  });
  it('remind of the key by what is engraved on it, and of an update that was approved and not made', () => {
    const { text } = mailOf('certificate-expiring', { tokenSerial: 'TK0000000042' });
    expect(text).toContain('钥匙编号：TK0000000042');
    expect(text).toContain('已经提交更新申请的，请在审核通过后尽快完成在线更新');
    expect(mailOf('certificate-expiring').text).not.toContain('钥匙编号');
  });
  it('tell who was approved after the end how long the update may still be made', () => {
    expect(mailOf('renewal-approved').text).toContain('到期后30天内仍可用该钥匙登录完成更新');
    expect(mailOf('renewal-approved').text).not.toContain('请在原证书到期之前完成更新');
    expect(mailOf('renewal-approved', { graceDays: 0 }).text).toContain('请在原证书到期之前完成更新');
  });
  it('tell that changed contact data hold from now on, of which key, and how to object', () => {
    const { subject, text } = mailOf('contact-changed');
    expect(subject).toBe('联系信息变更审核通过（SQ-2026-000123）');
    for (const part of ['TK0000000042', '2026年6月10日 10:05（北京时间）', '【如有异议】'])
      expect(text).toContain(part);
  });
  it('tell the address before that another was asked for, and how to object', () => {
    const { subject, text } = mailOf('contact-change-requested');
    expect(subject).toBe('已收到变更联系邮箱的申请（SQ-2026-000123）');
    for (const part of ['TK0000000042', '不再发送至本邮箱', '2026年6月10日 10:05（北京时间）', '【如有异议】'])
      expect(text).toContain(part);
  });
  it('tell where an approved renewal is finished, and to keep the key plugged in', () => {
    const { text } = mailOf('renewal-approved');
    for (const part of ['审核通过', application.imprint.portalUrl, '进出口许可证证书更新系统', '请保持电子钥匙插入'])
      expect(text).toContain(part);
  });
  it('remind of the day on which an untouched application ends, numbered or not', () => {
    expect(mailOf('expiry-near').text).toContain('失效日期：2026年4月1日');
    expect(mailOf('expiry-near').text).toContain('20天');
    expect(mailOf('expiry-near', { number: null }).text).not.toContain('申请编号');
  });
  it('call a change of contact data what it is when it is about to end', () => {
    const { subject, text } = mailOf('expiry-near', { kind: 'contact' });
    expect(subject).toBe('您的联系信息变更申请将于2026年4月1日失效');
    expect(text).not.toContain('电子钥匙申请');
  });
  it('claim no number of idle days that is configured', () => expect(mailOf('expiry-near').text).not.toContain('30天'));
  it('say why a case was ended, and that the enterprise may begin again', () => {
    expect(mailOf('case-ended').text).toContain('原因：经核查提供虚假材料');
    expect(mailOf('case-ended').text).toContain('可以重新申请');
    expect(mailOf('case-ended', { ground: 'other' }).text).toContain('详情请咨询发证机构');
  });
  it('ask for nothing where a key is made again', () =>
    expect(mailOf('key-delayed').text).toContain('无需重新提交材料'));
});

describe('the mails on a key that is suspended, good again or revoked', () => {
  it('say which key, why, on what it rests and when', () => {
    const suspended = mailOf('key-suspended').text;
    for (const part of ['已挂失', 'TK0000000042', '疑似冒用', '来电 1107', '2026年6月10日 10:05（北京时间）'])
      expect(suspended).toContain(part);
    const revoked = mailOf('key-revoked').text;
    for (const part of ['已注销', 'TK0000000042', '遗失', '来函 2026-17', '不能恢复']) expect(revoked).toContain(part);
  });
  it('say who asked', () => {
    expect(mailOf('key-given-up').text).toContain('申请方：企业');
    expect(mailOf('key-given-up').text).toContain('原钥匙编号：TK0000000042');
    expect(mailOf('key-revoked').text).toContain('申请方：人民法院');
    expect(mailOf('key-suspended', { withRequest: true }).text).toContain('随注销申请一并挂失');
    expect(mailOf('key-reinstated').text).toContain('经两名工作人员核实');
    expect(mailOf('key-reinstated', { because: 'request-rejected' }).text).toContain('注销申请未予办理');
  });
  it.each([
    ...(['key-suspended', 'key-reinstated', 'key-given-up', 'key-revoked', 'unlock-requested'] as const),
    ...(['revocation-requested', 'revocation-not-done'] as const),
  ])('%s says how to object', (purpose) => {
    expect(mailOf(purpose).text).toContain('【如有异议】');
    expect(mailOf(purpose).text).toContain('转告法定代表人');
  });
  it('say that the PIN is the holder’s alone, where the key was unlocked', () => {
    const { text } = mailOf('key-unlocked');
    for (const part of [
      '已解锁',
      'TK0000000042',
      '2026年6月10日 10:05（北京时间）',
      '不会向您索要口令',
      '【如有异议】',
    ])
      expect(text).toContain(part);
  });
  it('say what to bring to an unlocking that was asked for, and that asking alone unlocks nothing', () => {
    const { text } = mailOf('unlock-requested');
    for (const part of ['TK0000000042', '仅凭本申请不会解锁', '解锁申请', '营业执照', '身份证正反面', '撤回申请'])
      expect(text).toContain(part);
  });
  it('say why a key was not unlocked, and what to do now', () => {
    expect(mailOf('unlock-not-done').text).toContain('先到发证机构申请解除挂失');
    expect(mailOf('unlock-not-done', { outcome: 'admin-pin-locked' }).text).toContain('办理补办');
    expect(mailOf('unlock-not-done', { outcome: 'expired' }).text).toContain('请重新申请');
  });
  it('say that asking alone revokes nothing, why it was asked, and that what is suspended stays so', () => {
    const { text } = mailOf('revocation-requested');
    for (const part of ['TK0000000042', '仅凭本申请不会注销', '停用', '撤回申请', '仍为挂失'])
      expect(text).toContain(part);
  });
  it('say why a key was not revoked, and what to do now', () => {
    expect(mailOf('revocation-not-done').text).toContain('请核对钥匙编号后重新申请');
    expect(mailOf('revocation-not-done', { outcome: 'under-way' }).text).toContain('无须重复申请');
    expect(mailOf('revocation-not-done', { outcome: 'already-revoked' }).subject).toContain('此前已注销');
  });
  it('pass on what an officer noted of the paper, but for the numbers of persons', () => {
    const reference = '来电13812345678，身份证11010519491231002X';
    for (const purpose of ['key-suspended', 'key-revoked'] as const)
      expect(mailOf(purpose, { reference }).text).not.toMatch(/13812345678|11010519491231002X/);
    expect(mailOf('key-suspended', { reference: null }).text).not.toContain('办理依据');
  });
});

describe('a wording', () => {
  it('that this release does not know is a fault', () =>
    expect(() => render('activation', 3, fillings.activation)).toThrow('there is no wording 3 of activation'));

  const first = <P extends Purpose>(purpose: P, changes: Partial<Fillings[P]> = {}) =>
    render(purpose, 1, { ...fillings[purpose], ...changes }).text;
  it('stays as it was: what was queued in it is sent again in it', () => {
    expect(first('submission-received', { provisional: true })).toContain(
      '该日期涉及国务院办公厅尚未公布放假安排的年度，为暂定日期，以在线填报系统的显示为准。',
    );
    expect(first('application-rejected', { stage: 'renewal' })).toContain('您的申请审核未通过。');
    expect(first('expiry-near')).toContain('连续30天没有操作的申请自动失效');
    expect(first('activation')).toContain('您正在为北京示例进出口有限公司申领电子钥匙');
    expect(first('key-ready')).toBe(mailOf('key-ready').text);
    expect(first('collection-reminder')).toBe(mailOf('collection-reminder').text);
    expect(first('renewal-approved')).toContain('请在原证书到期之前完成更新。更新完成后原证书注销');
    expect(first('certificate-expiring')).toContain('已经办理更新的，请忽略本邮件。');
  });
});
