import { problem, problemsOf } from '@ekey/platform';
import type { KeyOrderRejection } from '../key-order/key-order.rejections';
import type { ParcelRejection } from '../parcel/parcel.decider';
import { orderProblems } from './orders.problems';

export const parcelProblems = problemsOf<ParcelRejection>({
  UnknownParcel: { status: 404, zh: '没有这个包裹，请核对编号。', en: 'There is no such parcel. Check the number.' },
  AlreadyShipped: {
    status: 409,
    zh: '该运单号的包裹已登记寄出，请核对运单号。',
    en: 'A parcel with this tracking number was shipped already. Check the number.',
  },
  ItemWasLeftOut: {
    status: 409,
    zh: '部分电子钥匙装箱后长时间未寄出，已取出，请重新装箱。',
    en: 'Some keys were packed and not shipped for too long, so they were taken out. Pack them again.',
  },
  ManifestDiffers: {
    status: 409,
    zh: '扫描的介质与清单不一致，请重新清点；确认无误后可选择按实际收到的签收。',
    en: 'The scanned tokens differ from the manifest. Count again; if it is so, accept the differences.',
  },
  NotInManifest: {
    status: 422,
    field: 'tokens',
    zh: '部分介质不在该包裹的清单中，请核对编号。',
    en: 'Some of these tokens are not in this parcel. Check the serial numbers.',
  },
  NothingOnTheWay: {
    status: 409,
    zh: '该包裹中没有在途的介质可供办理。',
    en: 'None of these keys is on its way in this parcel.',
  },
});

/** A parcel names its tokens in a list. */
export const packingProblems = problemsOf<KeyOrderRejection>({
  ...orderProblems,
  TokenOfAnotherCase: { ...orderProblems.TokenOfAnotherCase, field: 'tokens' },
});

export const tokenInNoOrder = (tokenSerial: string) =>
  problem({
    status: 422,
    code: 'TokenInNoOrder',
    field: 'tokens',
    zh: '该介质不属于任何制作单，请核对编号。',
    en: 'This token belongs to no order. Check its serial number.',
    members: { tokenSerial },
  });

/** What is broken or lost now is its enterprise's to report, and not the parcel's. */
export const keyHandedOver = (serials: readonly string[]) =>
  problem({
    status: 409,
    code: 'KeyHandedOver',
    zh: '所列电子钥匙已发放给企业，不能再按包裹登记：遗失的请挂失，损坏的由企业申请补办；其余介质请逐一列明后重新登记。',
    en: 'The keys named were handed over and are the parcel’s no more: suspend what is lost; for what is broken the enterprise applies for a replacement. Report the other tokens by their serial numbers.',
    members: { serials },
  });
