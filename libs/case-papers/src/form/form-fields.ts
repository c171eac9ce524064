import { isProvidersAlone } from '@ekey/contracts';
import {
  checkEmailAddress,
  checkEnglishName,
  checkEnterpriseName,
  checkIdentityDocument,
  checkImportExportCode,
  checkLandline,
  checkMobile,
  checkPersonName,
  checkPostcode,
  checkUscc,
  checkUsccShape,
  identityDocumentKinds,
  normaliseText,
  rightForms,
} from '@ekey/identifiers';
import { checkedBy, freeText, fromChecked, oneOf, someOf, wholeNumber } from './checks';
import { identityDocuments, licenceTypes, sealMeasures, sealShapes, sealTypes } from './choices';
import { fine, wrong, type FormField } from './form-field';

const text = (path: string, zh: string, en: string, maxLength: number, rest: Partial<FormField> = {}): FormField => ({
  path,
  zh,
  en,
  type: 'text',
  required: false,
  maxLength,
  check: freeText(maxLength),
  ...rest,
});
const M = { required: true } as const;

const ofItsDocument = { zh: '按所选证件类型，与证件一致', en: 'Of the chosen document, as it stands there' };

const flag: FormField['check'] = (value) =>
  typeof value === 'boolean' ? fine(value) : wrong('WrongType', '请填写是或否。', 'Say yes or no.');

const chosenAuthority: FormField['check'] = (value, { authorities }) =>
  authorities.some(({ id }) => id === value)
    ? fine(value)
    : wrong(
        'NotOpen',
        '该发证机构不存在或暂不受理，请从列表中选择。',
        'There is no such authority, or it takes no applications now. Choose from the list.',
      );

const chosenPickupPoint: FormField['check'] = (value, { authorities }, valueAt) =>
  authorities.find(({ id }) => id === valueAt('agencyId'))?.pickupPoints.some(({ id }) => id === value)
    ? fine(value)
    : wrong(
        'NotOfThisAuthority',
        '该领取地点不属于所选发证机构，请重新选择。',
        'This is not a pick-up point of the chosen authority. Choose one of its own.',
      );

/** A code that is printed so on the licence although its check character is wrong is left to the reviewers. */
const codeOfThisEnterprise: FormField['check'] = (value, { uscc }, valueAt) => {
  const code = fromChecked(valueAt('usccAsPrinted') === true ? checkUsccShape(value) : checkUscc(value));
  if (!code.ok || code.value === uscc) return code;
  return wrong(
    'NotOfThisApplication',
    '与开始申请时填写的统一社会信用代码不一致；如需为另一企业办理，请另行新建申请。',
    'This is not the code that the application was started with. Start another application for another enterprise.',
  );
};

const identityNumber =
  (typePath: string): FormField['check'] =>
  (value, { today }, valueAt) => {
    const kind = identityDocumentKinds.find((each) => each === valueAt(typePath));
    return kind === undefined
      ? wrong('TypeMissing', '请先选择证件类型。', 'Choose the kind of document first.')
      : fromChecked(checkIdentityDocument(kind, value, today));
  };

const loginName: FormField['check'] = (value) => {
  const name = fromChecked(normaliseText(value, 'latin'));
  if (!name.ok || /^[A-Za-z0-9][A-Za-z0-9_.@-]{3,49}$/.test(name.value as string)) return name;
  return wrong(
    'WrongShape',
    '用户登录名为4至50位字母、数字或 _ . @ -，以字母或数字开头。',
    'A user name has 4 to 50 letters, digits or _ . @ - and begins with a letter or digit.',
  );
};

/** A key is not replaced or added for no reason, and “ok” is none. */
const reason: FormField['check'] = (value, context, valueAt) => {
  const given = freeText(500)(value, context, valueAt);
  const isOwed = context.kind !== 'first' && !isProvidersAlone(context.kind);
  return given.ok && isOwed && [...(given.value as string)].length < 5
    ? wrong('TooShort', '请说明办理原因，不少于5个字。', 'Give the reason in at least 5 characters.')
    : given;
};

/** Counted by us; who fills it in must not say otherwise. */
const heldNow: FormField['check'] = (value, context, valueAt) => {
  const held = context.kind === 'renewal' ? 0 : context.held;
  return wholeNumber(held, held)(value, context, valueAt);
};

/** 《进出口企业电子钥匙与电子认证证书办理申请表》: every field that an applicant answers, in the order of the form. */
export const formFields: readonly FormField[] = [
  {
    path: 'licenceTypes',
    zh: '许可证种类',
    en: 'Licence types',
    type: 'choices',
    ...M,
    choices: licenceTypes,
    check: someOf(licenceTypes),
  },
  {
    path: 'agencyId',
    zh: '发证机构',
    en: 'Issuing authority',
    type: 'choice',
    ...M,
    choicesFrom: '/api/intake/v1/organisations',
    check: chosenAuthority,
  },
  {
    path: 'pickupPointId',
    zh: '领取地点',
    en: 'Pick-up point',
    type: 'choice',
    ...M,
    choicesFrom: '/api/intake/v1/organisations',
    check: chosenPickupPoint,
  },
  text('nameCn', '企业中文名称', 'Chinese name of the enterprise', 100, {
    ...M,
    hint: rightForms.enterpriseName,
    check: checkedBy(checkEnterpriseName),
  }),
  text('nameEn', '企业英文名称', 'English name of the enterprise', 200, {
    hint: rightForms.englishName,
    check: checkedBy(checkEnglishName),
  }),
  text('uscc', '统一社会信用代码', 'Unified social credit code', 18, {
    ...M,
    hint: rightForms.uscc,
    check: codeOfThisEnterprise,
  }),
  {
    path: 'usccAsPrinted',
    zh: '代码与营业执照完全一致（校验码不符时由审核人员核实）',
    en: 'The code stands so on the licence (where its check character does not match, reviewers verify it)',
    type: 'flag',
    required: false,
    check: flag,
  },
  text('ieCode13', '进出口企业代码', 'Import and export enterprise code', 13, {
    hint: rightForms.importExportCode,
    check: checkedBy(checkImportExportCode),
  }),
  text('legalRep.name', '法定代表人姓名', 'Name of the legal representative', 50, {
    ...M,
    hint: rightForms.personName,
    check: checkedBy(checkPersonName),
  }),
  {
    path: 'legalRep.idType',
    zh: '法定代表人证件类型',
    en: 'Identity document of the legal representative',
    type: 'choice',
    required: false,
    choices: identityDocuments,
    check: oneOf(identityDocuments),
  },
  text('legalRep.idNumber', '法定代表人证件号码', 'Identity number of the legal representative', 20, {
    hint: ofItsDocument,
    check: identityNumber('legalRep.idType'),
  }),
  text('enterpriseType', '企业类型', 'Type of enterprise', 100, {
    ...M,
    hint: { zh: '按营业执照填写', en: 'As on the business licence' },
  }),
  text('registeredAddress', '注册地址', 'Registered address', 200, M),
  text('mailingAddress', '通讯地址', 'Mailing address', 200),
  text('postcode', '邮政编码', 'Postcode', 6, { hint: rightForms.postcode, check: checkedBy(checkPostcode) }),
  text('phone', '电话', 'Telephone', 20, { hint: rightForms.landline, check: checkedBy(checkLandline) }),
  text('fax', '传真', 'Fax', 20, { hint: rightForms.landline, check: checkedBy(checkLandline) }),
  text('agent.name', '授权用户姓名', 'Name of the authorised user', 50, {
    ...M,
    hint: rightForms.personName,
    check: checkedBy(checkPersonName),
  }),
  {
    path: 'agent.idType',
    zh: '授权用户证件类型',
    en: 'Identity document of the authorised user',
    type: 'choice',
    ...M,
    choices: identityDocuments,
    check: oneOf(identityDocuments),
  },
  text('agent.idNumber', '授权用户证件号码', 'Identity number of the authorised user', 20, {
    ...M,
    hint: ofItsDocument,
    check: identityNumber('agent.idType'),
  }),
  text('agent.department', '部门', 'Department', 50),
  text('agent.position', '职务', 'Position', 50),
  text('agent.mobile', '手机', 'Mobile number', 11, { ...M, hint: rightForms.mobile, check: checkedBy(checkMobile) }),
  text('agent.phone', '固定电话', 'Landline', 20, { hint: rightForms.landline, check: checkedBy(checkLandline) }),
  text('agent.email', '邮箱', 'Mail address', 254, {
    ...M,
    check: checkedBy(checkEmailAddress),
    hint: {
      zh: `${rightForms.emailAddress.zh}；激活邮件将发至此邮箱`,
      en: `${rightForms.emailAddress.en}; the activation mail goes there`,
    },
  }),
  text('loginName', '用户登录名', 'User name', 50, {
    check: loginName,
    hint: {
      zh: '已有用户名的请填写（4至50位字母、数字或 _ . @ -，以字母或数字开头）；留空则由系统分配，补办、变更沿用原用户名',
      en: 'Enter the one that exists already (4 to 50 letters, digits or _ . @ -, beginning with a letter or digit); left empty, one is assigned, or kept where a key takes the place of another',
    },
  }),
  {
    path: 'qty',
    zh: '申请数量',
    en: 'Keys applied for',
    type: 'number',
    required: false,
    hint: { zh: '每件申请一把', en: 'One with each application' },
    check: wholeNumber(1, 1),
  },
  {
    path: 'held',
    zh: '现持有数量',
    en: 'Keys held now',
    type: 'number',
    required: false,
    hint: { zh: '可不填，由系统统计', en: 'Need not be said: it is counted' },
    check: heldNow,
  },
  text('reason', '办理原因', 'Reason', 500, {
    requiredFor: ['additional', 'replacement', 'change'],
    check: reason,
    hint: { zh: '增办、补办、变更须填写，不少于5个字', en: 'For all but first applications, at least 5 characters' },
  }),
  text('seal.name', '印章名称', 'Name in the seal', 100, {
    ...M,
    hint: { zh: '与企业中文名称一致', en: 'The Chinese name of the enterprise' },
    check: checkedBy(checkEnterpriseName),
  }),
  {
    path: 'seal.type',
    zh: '印章类型',
    en: 'Type of seal',
    type: 'choice',
    ...M,
    choices: sealTypes,
    check: oneOf(sealTypes),
  },
  {
    path: 'seal.shape',
    zh: '印章形状',
    en: 'Shape of the seal',
    type: 'choice',
    ...M,
    choices: sealShapes,
    check: oneOf(sealShapes),
  },
  {
    path: 'seal.widthMm',
    zh: '印章宽度（毫米）',
    en: 'Width of the seal in millimetres',
    type: 'number',
    ...M,
    hint: sealMeasures,
    check: wholeNumber(38, 45),
  },
  {
    path: 'seal.heightMm',
    zh: '印章高度（毫米）',
    en: 'Height of the seal in millimetres',
    type: 'number',
    ...M,
    hint: sealMeasures,
    check: wholeNumber(30, 45),
  },
];
