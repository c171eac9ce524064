import { problemsOf } from '@ekey/platform';
import type { KeyOrderRejection } from '../key-order/key-order.rejections';

export const orderProblems = problemsOf<KeyOrderRejection>({
  UnknownOrder: { status: 404, zh: '没有这个制作单，请核对编号。', en: 'There is no such order. Check the number.' },
  OrderEnded: {
    status: 409,
    zh: '该制作单已办结或已终止，不能再操作。',
    en: 'The order is over; nothing more can be done with it.',
  },
  NotToMake: {
    status: 409,
    zh: '该制作单不在待制作状态，请查看其当前步骤。',
    en: 'The order is not waiting to be made. Look at its present step.',
  },
  SlotNotHeld: {
    status: 409,
    zh: '该增办案件没有占用企业名额，或名额已释放，不能制作。',
    en: 'This case of an additional key has no slot of its enterprise, or gave it back. The key is not made.',
  },
  OldKeyNotRevoked: {
    status: 409,
    zh: '原电子钥匙尚未注销并公布，不得开始制作，请稍候。',
    en: 'The old key is not yet revoked and on a published list. Nothing is made before; wait for it.',
  },
  OldKeyNotReturned: {
    status: 409,
    zh: '原电子钥匙须先交回：补办的，请登记收回后再发放；变更的，请在发放时一并扫描原钥匙；已遗失的，注销后由库房两人报废。',
    en: 'The old key has to be handed in first. For a 补办 record its return, then hand the new one over; for a 变更 scan the old key with the new one; one that is lost is revoked, then scrapped by two people of the stock.',
  },
  MakerIsReVerifier: {
    status: 409,
    zh: '复核该申请的人员不得制作其电子钥匙，请由他人制作。',
    en: 'Who re-verified the application may not make its key. Let another person make it.',
  },
  TokenForgone: {
    status: 409,
    zh: '领取介质后长时间未开始制作，介质已退回库存，请重新领取。',
    en: 'The token was claimed and not used for too long, so it went back to the stock. Claim it again.',
  },
  NotInProduction: {
    status: 409,
    zh: '该制作单当前不在制作中，请先开始制作。',
    en: 'Nothing is being made for this order. Start the production first.',
  },
  AnotherAttempt: {
    status: 409,
    zh: '该制作单已重新制作，请刷新后按当前介质办理。',
    en: 'The key is being made anew. Read the order again and go on with the present token.',
  },
  IssuanceAlreadyOpened: {
    status: 409,
    zh: '该用途的证书请求已用另一密钥提交；如需更换密钥，请登记制作失败后重新制作。',
    en: 'A request for this use was made with another key. To change the key, report a failure and begin again.',
  },
  CertificatesMissing: {
    status: 409,
    zh: '签名证书和加密证书尚未全部签发，请稍候。',
    en: 'The two certificates are not both issued yet. Wait for them.',
  },
  SealMissing: { status: 409, zh: '电子签章尚未制作完成，请稍候。', en: 'The seal is not made yet. Wait for it.' },
  CheckerIsMaker: {
    status: 409,
    zh: '质检人员不得为制作人员本人，请由第二人质检。',
    en: 'Who made the key may not check it. Let a second person check it.',
  },
  ReadBackDiffers: {
    status: 422,
    zh: '介质读回内容与签发内容不一致，请核对介质，必要时登记制作失败。',
    en: 'What the token holds is not what was made for it. Check the token; report a failure if need be.',
  },
  NothingToFail: {
    status: 409,
    zh: '该制作单当前没有正在制作的电子钥匙；已寄出的请登记包裹遗失或损坏。',
    en: 'No key is being made for this order. For one that was shipped, report the parcel lost or damaged.',
  },
  PinLetterTooEarly: {
    status: 409,
    zh: '尚未开始制作，不能登记密码信封。',
    en: 'The production has not begun, so there is no letter with a PIN yet.',
  },
  PinLetterAlreadySent: {
    status: 409,
    zh: '密码信封已寄出，不能更改。',
    en: 'The letter with the PIN was sent already and cannot be changed.',
  },
  PinLetterInSameParcel: {
    status: 409,
    zh: '密码信封不得与电子钥匙同寄，请使用另一运单。',
    en: 'The letter with the PIN may not travel with the key. Send it under another tracking number.',
  },
  NotToShip: {
    status: 409,
    zh: '该电子钥匙尚未制作完成或已寄出，不能装箱。',
    en: 'The key is not made yet, or was shipped already. It cannot be packed.',
  },
  WrongDestination: {
    status: 409,
    zh: '该电子钥匙应寄往另一发证机构或领取地点，请放入正确的包裹。',
    en: 'The key belongs to another authority or pick-up point. Put it into the right parcel.',
  },
  InAnotherParcel: {
    status: 409,
    zh: '该电子钥匙已装入另一包裹，请核对。',
    en: 'The key is packed into another parcel already. Check it.',
  },
  TokenOfAnotherCase: {
    status: 409,
    field: 'tokenSerial',
    zh: '扫描的介质不属于该制作单，请核对介质编号。',
    en: 'The scanned token belongs to another case. Check its serial number.',
  },
  NotReceived: {
    status: 409,
    zh: '尚未签收该电子钥匙，请先签收包裹。',
    en: 'The key has not been received. Receive its parcel first.',
  },
  NotReady: {
    status: 409,
    zh: '尚未通知领取或已办理终审，请查看当前步骤。',
    en: 'The enterprise has not been told to come, or the final review is done. Look at the present step.',
  },
  DocumentsUnchecked: {
    status: 422,
    field: 'documents',
    zh: '以下材料未按存档版本逐份核对，请核对后再通过。',
    en: 'The documents named were not checked in the version that is stored. Check them, then pass.',
  },
  FinalReviewNotPassed: {
    status: 409,
    zh: '现场终审尚未通过，不能发放。',
    en: 'The final review has not been passed, so the key cannot be handed over.',
  },
  NotCorrectable: {
    status: 409,
    zh: '现场终审已判定不可补正，请由发证机构负责人终止。',
    en: 'The final review failed for good. The manager of the authority has to terminate the order.',
  },
  PinLetterMissing: {
    status: 409,
    zh: '密码信封尚未寄出，暂不能发放，请联系服务商。',
    en: 'The letter with the PIN was not sent yet. Ask the provider; until then the key stays here.',
  },
  CollectorNotEntitled: {
    status: 422,
    field: 'collector',
    zh: '领取人与申请表中的授权用户不一致，请核对证件，或按授权委托书、介绍信办理。',
    en: 'This is not the authorised user of the form. Check the document, or ask for a power of attorney or letter of introduction.',
  },
  LetterNumberMissing: {
    status: 422,
    field: 'collector.letterNumber',
    zh: '请填写介绍信编号。',
    en: 'Give the number of the letter of introduction.',
  },
  FinalReviewNotFailed: {
    status: 409,
    zh: '只有现场终审未通过的制作单可以终止。',
    en: 'Only an order whose final review has failed can be terminated.',
  },
});
