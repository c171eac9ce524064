import type { WithKeyStatus } from '../key-order/key-order.state';

export type OrderStatus = 'to-make' | WithKeyStatus | 'collected' | 'withdrawn' | 'terminated';

/** 复核通过 is the procedure's own; the others are ours. */
export const orderLabels: Readonly<Record<OrderStatus, string>> = {
  'to-make': '复核通过',
  producing: '电子钥匙制作中',
  made: '制作完成, 待寄出',
  shipped: '已寄往发证机构',
  received: '发证机构已签收',
  ready: '待领取 (请携带全部纸质材料)',
  reviewed: '待领取 (请携带全部纸质材料)',
  'final-failed': '现场终审未通过',
  collected: '已领取',
  withdrawn: '已撤回',
  terminated: '已终止',
};

const over: readonly OrderStatus[] = ['collected', 'withdrawn', 'terminated'];
export const isOver = (status: OrderStatus): boolean => over.includes(status);

/** What has to be done next, and by whom. */
export type NextStep =
  | 'await-revocation'
  | 'start-production'
  | 'request-certificates'
  | 'await-certificates'
  | 'check-quality'
  | 'ship'
  | 'await-receipt'
  | 'notify-collection'
  | 'final-review'
  | 'send-pin-letter'
  | 'hand-over'
  | 'terminate'
  | 'none';

export const nextStepLabels: Readonly<Record<NextStep, string>> = {
  'await-revocation': '等待原钥匙注销',
  'start-production': '领取介质并开始制作',
  'request-certificates': '提交证书请求',
  'await-certificates': '等待证书和电子签章',
  'check-quality': '第二人质检',
  ship: '装箱寄出',
  'await-receipt': '等待发证机构签收',
  'notify-collection': '通知企业领取',
  'final-review': '现场终审',
  'send-pin-letter': '寄出密码信封',
  'hand-over': '发放电子钥匙',
  terminate: '发证机构负责人终止',
  none: '无',
};
