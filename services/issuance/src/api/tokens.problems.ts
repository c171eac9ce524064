import { problemsOf } from '@ekey/platform';
import type { TokenRejection } from '../token/token.decider';

export const tokenProblems = problemsOf<TokenRejection>({
  UnknownToken: {
    status: 404,
    zh: '库存中没有该介质，请先入库。',
    en: 'There is no such token. Take it into the stock first.',
  },
  AlreadyStocked: {
    status: 409,
    field: 'tokenSerial',
    zh: '该介质编号已入过库，编号终身唯一，请核对。',
    en: 'A token with this serial number was taken in before. Serial numbers are unique for ever. Check it.',
  },
  SecondPersonNeeded: {
    status: 422,
    field: 'witness',
    zh: '入库、报废和销毁须两人办理，请填写另一人的编号。',
    en: 'Two people take in, scrap and destroy tokens. Name the other one.',
  },
  NotInStock: {
    status: 409,
    zh: '该介质不在库存中，请换用其他介质。',
    en: 'The token is not in the stock. Take another one.',
  },
  NotReturnable: {
    status: 409,
    zh: '该介质当前无需退回，请核对编号。',
    en: 'The token is not one that comes back. Check the serial number.',
  },
  NotDestroyable: {
    status: 409,
    zh: '只有已退回库房或已报废的介质可以销毁；窗口收回的，请先由库房登记收回。',
    en: 'Only a token that is back in the stock or was scrapped can be destroyed. The stock first receives what a counter took back.',
  },
});
