import { formFields } from '@ekey/case-papers';
import { problem, problemsOf } from '@ekey/platform';
import type { ContactChangeRejection } from '../contact-changes/contact-changes.decider';

export const contactChangeProblems = problemsOf<ContactChangeRejection>({
  /** Told to whoever acts for the enterprise; to others there is not even that. */
  ContactChangeUnknown: {
    status: 404,
    zh: '本企业没有这项联系信息变更，请核对编号。',
    en: 'The enterprise has no such change of contact data. Check the number.',
  },
  UnderReview: {
    status: 409,
    zh: '联系信息变更正在审核，请等待审核结果。',
    en: 'The change is under review. Wait for the verdict.',
  },
  AnotherUnderReview: {
    status: 409,
    zh: '该电子钥匙的另一项联系信息变更正在审核，请等待审核结果。',
    en: 'Another change of this key’s contact data is under review. Wait for its verdict.',
  },
  ContactChangeDone: {
    status: 409,
    zh: '该变更已审核通过；如需再次变更，请另行提交。',
    en: 'This change was passed. Submit another one.',
  },
  ContactChangeWithdrawn: {
    status: 409,
    zh: '该变更已撤回；如需变更，请另行提交。',
    en: 'This change was withdrawn. Submit another one.',
  },
  ContactChangeExpired: {
    status: 409,
    zh: '该变更退回后逾期未改正，已失效；如需变更，请另行提交。',
    en: 'This change came back and was not corrected in time, so it has expired. Submit another one.',
  },
  RoundMismatch: {
    status: 409,
    zh: '提交轮次不符，请重新读取后再提交。',
    en: 'This is not the round that begins next. Read the change again.',
  },
  ChangedMeanwhile: {
    status: 409,
    zh: '联系信息刚刚已变更，请核对后重新提交。',
    en: 'The contact data were changed just now. Look at them and submit again.',
  },
  NothingChanged: {
    status: 422,
    zh: '联系信息与现有的相同，无需变更。',
    en: 'These are the contact data that are known already. There is nothing to change.',
  },
});

/** @param fields the paths that were answered otherwise although they are no contact data */
export const notContactData = (fields: readonly string[]) =>
  problem({
    status: 422,
    code: 'NotContactData',
    zh: '所填内容不只是联系信息，请办理变更（换发电子钥匙）。',
    en: 'More than contact data would change. Apply for a change with a new key.',
    errors: fields.map((field) => {
      const { zh, en } = formFields.find(({ path }) => path === field) ?? { zh: field, en: field };
      return {
        field,
        code: 'NotContactData',
        zh: `“${zh}”不属于联系信息，此处不可更改。`,
        en: `This is not contact data and cannot be changed here: ${en}.`,
      };
    }),
  });

/** The other way round: no new key is made for another telephone number. */
export const contactDataAlone = (fields: readonly string[]) =>
  problem({
    status: 422,
    code: 'ContactDataAlone',
    zh: '仅联系信息有变更，无需换发电子钥匙，请办理联系信息变更。',
    en: 'Contact data alone have changed, which needs no new key. Submit a change of contact data.',
    errors: fields.map((field) => ({
      field,
      code: 'ContactDataAlone',
      zh: '此项为联系信息，证书中不记载。',
      en: 'This is contact data. No certificate says it.',
    })),
  });
