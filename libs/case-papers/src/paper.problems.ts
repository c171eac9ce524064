import { problem, type FieldError } from '@ekey/platform';

export const formNotAccepted = (errors: readonly FieldError[]) =>
  problem({
    status: 422,
    code: 'FormNotAccepted',
    zh: '申请表有误或不完整，请按提示修改。',
    en: 'The form is incomplete or wrong. Mend the fields named below.',
    errors,
  });

export const dataErased = () =>
  problem({
    status: 410,
    code: 'PersonalDataErased',
    zh: '该案卷的个人信息已依法删除，不能再查看或办理。',
    en: 'The personal data of this case were erased; nothing more can be seen or done in it.',
  });

export const printoutNotReady = () =>
  problem({
    status: 409,
    code: 'PrintoutNotReady',
    zh: '申请表提交后方可下载打印件；重新打开期间不能下载。',
    en: 'Printouts can be downloaded once the form is submitted, and not while it is open again.',
  });

export const imageProblem = (code: string, zh: string, en: string) =>
  problem({
    status: code === 'ImageTooLarge' ? 413 : 422,
    code,
    zh: `${zh}。`,
    en: `${en}.`,
    errors: [{ field: 'body', code, zh, en }],
  });
