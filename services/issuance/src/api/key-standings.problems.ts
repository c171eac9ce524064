import { problemsOf } from '@ekey/platform';
import type { RevocationRejection } from '../revocation/revocation.rejections';

export const keyStandingProblems = problemsOf<RevocationRejection>({
  /** What ends before the hand-over ends by its order, and at once; what was renewed has ended. */
  KeyNotInUse: {
    status: 409,
    zh: '该证书所属电子钥匙尚未领取、已重新制作或已更新：未领取的请在制作单中办理，已更新的请按新证书办理（见制作单所列使用中的证书）。',
    en: 'The key of this certificate was not handed over, was made anew or was renewed. Go on with its order, or by the new certificate, which the order names among those in use.',
  },
  AlreadyRevoked: {
    status: 409,
    zh: '该电子钥匙的证书已注销，不能再操作。',
    en: 'The certificates of this key are revoked. Nothing more can be done with them.',
  },
  NotSuspended: { status: 409, zh: '该电子钥匙未挂失。', en: 'The key is not suspended.' },
  ReinstatementAlreadyProposed: {
    status: 409,
    zh: '已有人提出解除挂失，请核对后确认。',
    en: 'Another officer has proposed to lift the suspension. Look at it and confirm it.',
  },
  ReinstatementNotProposed: {
    status: 409,
    zh: '尚无人提出解除挂失，请先提出，再由另一人确认。',
    en: 'Nobody has proposed to lift the suspension. Propose it; another officer confirms it.',
  },
  RevocationUnderWay: {
    status: 409,
    zh: '该电子钥匙的注销申请正在办理，请先办结该申请。',
    en: 'A request to revoke this key is under way. Settle it first.',
  },
  RevocationNotRequested: {
    status: 409,
    zh: '该电子钥匙没有待办的注销申请。',
    en: 'There is no request to revoke this key.',
  },
  RevocationAlreadyVerified: {
    status: 409,
    zh: '该注销申请已核实，请由另一人执行。',
    en: 'The request is verified already. Another officer carries it out.',
  },
  RevocationNotVerified: {
    status: 409,
    zh: '申请人身份尚未核实，请先核实。',
    en: 'It has not been established who asks. Verify that first.',
  },
  SecondPersonNeeded: {
    status: 409,
    zh: '此项须两人办理，请由另一人办理。',
    en: 'Two people do this. Let another officer do the second part.',
  },
});
