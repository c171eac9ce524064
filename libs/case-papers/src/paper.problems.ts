import { imageRefusals, type ImageRefusalCode } from '@ekey/images';
import { problem, type FieldError, type ProblemTable } from '@ekey/platform';
import type { PageRejection } from './scans/page-rules';

/** What is told of scans and consents, whatever form they belong to. */
export const paperProblems: ProblemTable<PageRejection | 'DocumentsMissing' | 'ConsentsMissing'> = {
  PageNumberUnknown: {
    status: 400,
    zh: '每项材料最多10页，页码为1至10。',
    en: 'A document has at most ten pages, numbered 1 to 10.',
  },
  ScanOfAnotherForm: {
    status: 422,
    field: 'body',
    zh: '扫描件上的二维码不属于当前版本的这份材料，请下载、打印、签字盖章并扫描当前版本。',
    en: 'The QR code on this scan is not that of this document in its present version. Download, print, sign, stamp and scan the present one.',
  },
  DocumentsMissing: {
    status: 409,
    zh: '材料不齐全，或有需要重新上传的材料，请按所列项目补齐。',
    en: 'Documents are missing or must be uploaded anew. See the list.',
  },
  ConsentsMissing: {
    status: 422,
    field: 'consents',
    zh: '请阅读并同意全部须知和授权事项的当前版本。',
    en: 'Read and accept every notice and consent in its present version.',
  },
};

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

/** A scan that is none. */
export const imageMissing = () =>
  imageProblem('ImageMissing', '请求体须为图片本身（JPEG 或 PNG）', 'The body is the image itself, JPEG or PNG');
export const imageRefused = (code: ImageRefusalCode) =>
  imageProblem(code, imageRefusals[code].zh, imageRefusals[code].en);

const imageProblem = (code: string, zh: string, en: string) =>
  problem({
    status: code === 'ImageTooLarge' ? 413 : 422,
    code,
    zh: `${zh}。`,
    en: `${en}.`,
    errors: [{ field: 'body', code, zh, en }],
  });

/** Every refusal of form, scans and printouts that is no decider's. */
export const otherPaperProblems = () => [
  ...[formNotAccepted([]), dataErased(), printoutNotReady(), imageMissing()],
  ...(Object.keys(imageRefusals) as ImageRefusalCode[]).map(imageRefused),
];
