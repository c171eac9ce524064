import { problemsOf } from '@ekey/platform';
import type { OrganisationRejection } from '../organisation/organisation.commands';

export const organisationProblems = problemsOf<OrganisationRejection>({
  OrganisationKnown: { status: 409, zh: '该机构已存在。', en: 'This organisation exists already.' },
  OrganisationUnknown: {
    status: 404,
    zh: '没有找到该机构，请核对编号。',
    en: 'There is no such organisation. Check its id.',
  },
  RegionMissing: {
    status: 422,
    field: 'region',
    zh: '发证机构须填写行政区划代码。',
    en: 'An authority needs its administrative division.',
  },
  PickupPointMissing: {
    status: 422,
    field: 'pickupPoints',
    zh: '发证机构至少要有一个领取地点。',
    en: 'An authority needs a place where keys are handed over.',
  },
  PickupPointRepeated: {
    status: 422,
    field: 'pickupPoints',
    zh: '领取地点编号重复，请修改。',
    en: 'Two pick-up points have the same id. Change one.',
  },
});
