import { refusalGrounds, rejectionReason, type ReasonTarget, type Slot } from '@ekey/contracts';
import { citizenNumberCheckCharacter, maskIdNumber, maskMobile } from '@ekey/identifiers';
import { writtenDay } from '@ekey/working-days';
import type { Reason } from '../notice.events';

const eightHours = 8 * 60 * 60 * 1000;

/**
 * An instant on the clock of Asia/Shanghai, which has had no other offset than +08:00 since 1991. Midnight is the end of
 * the day before it: a term "until 00:00" is read as a day longer than it is.
 */
export function beijingTime(instant: string): string {
  const shown = new Date(Date.parse(instant) + eightHours);
  const isMidnight = shown.toISOString().slice(11, 16) === '00:00';
  if (isMidnight) shown.setUTCMinutes(-1);
  const [day = '', time = ''] = shown.toISOString().split('T');
  return `${writtenDay(day)} ${isMidnight ? '24:00' : time.slice(0, 5)}（北京时间）`;
}

/** The papers of the procedure's step (4), each with who signs and who stamps. */
const papers: Readonly<Record<Slot, string>> = {
  'application-form': '进出口企业电子钥匙与电子认证证书申请表（法人签字盖公章，一份）',
  'seal-confirmation': '电子签章申请确认函（授权用户签字盖公章，一份）',
  'business-licence': '营业执照副本复印件（盖公章，一份）',
  'authorised-user-id': '授权用户的身份证复印件（盖公章，一份）',
  'power-of-attorney': '授权用户的授权委托书（盖公章，一份）',
  'loss-statement': '遗失说明（法人签字盖公章，一份）',
  'user-agreement': '用户协议书（盖公章，一份）',
};

/** What this release does not know yet is told as it came. */
const nameIn = (names: Readonly<Record<string, string>>, code: string): string => names[code] ?? code;

export const paper = (slot: string): string => nameIn(papers, slot);

/** What a reason is given for, as the applicant knows it. */
const targets: Readonly<Record<ReasonTarget, string>> = {
  form: '填报信息',
  counter: '现场核对',
  'application-form': '申请表',
  'seal-confirmation': '电子签章申请确认函',
  'business-licence': '营业执照副本复印件',
  'authorised-user-id': '授权用户身份证复印件',
  'power-of-attorney': '授权委托书',
  'loss-statement': '遗失说明',
  'user-agreement': '用户协议书',
};

/** One defect as a line: where, what, and the code by which the hotline finds it. None is ever left out. */
export function reasonLine({ code, target, field }: Reason): string {
  const where = nameIn(targets, target);
  return `${where}${field === undefined ? '' : `（${field}）`}：${rejectionReason(code)?.zh ?? '原因见备注'}（${code}）`;
}

/** The ground of a refusal as the authority's decision words it. */
export const refusalGround = (code: string): string =>
  refusalGrounds.find((ground) => ground.code === code)?.zh ?? '理由见备注';

/** Why a case ended after its approval, or was ended by the authority's manager. */
const endings: Readonly<Record<string, string>> = {
  'forged-materials': '经核查提供虚假材料',
  'certificate-data-wrong': '证书信息与实际情况不一致，需要重新申请',
  'not-entitled': '领取人不具备领取资格',
  'slot-released': '发证机构已结束本次申请',
  unclaimed: '逾期未领取，证书已注销',
};

export const endingGround = (code: string): string => endings[code] ?? '详情请咨询发证机构';

/**
 * What a reviewer typed, without the numbers that no message may carry: 居民身份证 and its kin of 18 places with a right
 * check character, those of 15 digits, and mobile numbers.
 */
export const withoutPersonalNumbers = (remark: string): string =>
  remark
    .replace(/(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g, (number) =>
      isCitizenNumber(number) ? maskIdNumber(number) : number,
    )
    .replace(/(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])/g, maskIdNumber)
    .replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, maskMobile);

const isCitizenNumber = (number: string): boolean =>
  citizenNumberCheckCharacter(number.slice(0, 17)) === number.charAt(17).toUpperCase();
