import { day, instant } from '@ekey/contracts';
import { pageOf } from '@ekey/platform';
import { z } from 'zod';
import { differenceCodes, type DifferenceCode } from '../match/differences';
import { subjectKinds } from '../views/differences.view';

export const differenceLabels: Readonly<Record<DifferenceCode, string>> = {
  'claim-unused': '介质已领用，但未开始制作',
  'order-unknown': '介质所属业务没有制作单',
  'token-place-differs': '介质状态与制作单状态不一致',
  'token-elsewhere': '制作单的介质不在库存记录中，或者属于其他业务',
  'pair-differs': '介质中的证书与介质状态不一致',
  'certificate-left-over': '介质已收回、报废或者终止，证书仍未注销',
  'token-unknown': '证书所在介质不在库存记录中',
  'case-unknown': '证书不属于该介质的任何业务',
  'enterprise-differs': '证书企业与制作单企业不一致',
  'attempt-over': '更新的该次制作已作废，证书仍未注销',
};

const difference = z.object({
  code: z.enum(differenceCodes),
  label: z.string(),
  found: z.string().describe('What was seen, by statuses and numbers.'),
  since: instant,
});
const comparedSubject = z
  .object({
    kind: z.enum(subjectKinds),
    id: z.string().describe('The serial number of the token or certificate, or the case of the order.'),
    state: z.enum(['open', 'settled']),
    differences: z.array(difference),
    changedAt: instant,
  })
  .meta({ id: 'ComparedSubject', description: 'Something that did not agree with the two others.' });
export const differencesPage = pageOf('Differences', comparedSubject);

const match = z
  .object({
    day: day.describe('The day in Asia/Shanghai on whose night it was.'),
    tokens: z.int(),
    certificates: z.int(),
    orders: z.int(),
    different: z.int().describe('How many things did not agree.'),
    startedAt: instant,
    completedAt: instant,
  })
  .meta({ id: 'Match', description: 'One night’s comparison.' });
export const matchesPage = pageOf('Matches', match);
