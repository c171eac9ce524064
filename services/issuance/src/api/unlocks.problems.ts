import { problemsOf } from '@ekey/platform';
import type { UnlockRejection } from '../unlock/unlock.decider';

export const unlockProblems = problemsOf<UnlockRejection>({
  KeyNotGood: {
    status: 409,
    zh: '该电子钥匙已挂失或注销，不能解锁。',
    en: 'The key is suspended or revoked, and is not unlocked.',
  },
  AdminPinLocked: {
    status: 409,
    zh: '该电子钥匙的管理员口令也已锁死，无法解锁，请办理补办。',
    en: 'The PIN of the token’s administrator is locked as well. Nothing unlocks it; apply for a replacement (补办).',
  },
  UnlockUnderWay: {
    status: 409,
    zh: '该电子钥匙的解锁申请正在办理，请先办结或撤回。',
    en: 'An unlocking of this key is under way. Go on with it, or take it back.',
  },
  UnlockNotRequested: {
    status: 409,
    zh: '该电子钥匙没有待办的解锁申请。',
    en: 'Nobody has asked to unlock this key.',
  },
  UnlockAlreadyVerified: { status: 409, zh: '该解锁申请已核实。', en: 'This request is verified already.' },
  UnlockDocumentsMissing: {
    status: 422,
    field: 'documents',
    zh: '解锁须核验盖章的解锁申请、营业执照和授权用户身份证正反面，请补齐所列材料。',
    en: 'Unlocking needs the stamped request, the business licence and both sides of the authorised user’s ID. See what is missing.',
  },
  UnlockNotVerified: {
    status: 409,
    zh: '申请人身份和材料尚未核实，请先核实。',
    en: 'It has not been established who asks, and by which papers. Verify that first.',
  },
  UnlockAlreadyAuthorised: {
    status: 409,
    zh: '已授权解锁，授权码只告知一次；如已遗失，请撤回后重新办理。',
    en: 'The unlocking is authorised, and its code is told once. If it is lost, take the request back and begin anew.',
  },
  UnlockCodeWrong: {
    status: 422,
    field: 'code',
    zh: '授权码不正确或已失效，请核对。',
    en: 'This code opens nothing, or nothing any more. Check it.',
  },
  UnlockCodeExpired: {
    status: 410,
    zh: '授权码已超过24小时有效期，请重新申请解锁。',
    en: 'The code was good for 24 hours. Ask for the unlocking anew.',
  },
  PinNotChanged: {
    status: 422,
    field: 'pinChanged',
    zh: '解锁后须立即修改口令，请修改后再上报。',
    en: 'The PIN that came with the unlocking has to be changed at once. Change it, then report.',
  },
});
