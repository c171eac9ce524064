import type { Config } from '@ekey/platform';
import { RENEWAL_WINDOW_DAYS } from '../certificate-term/certificate-term.state';

/** 须知 of the renewal on line, as the procedure publishes them. */
export const guidanceOf = ({ RENEWAL_GRACE_DAYS }: Config) => ({
  title: { zh: '进出口企业电子钥匙更新流程', en: 'Renewal of the electronic key on line' },
  times: {
    zh: '企业在线确认提交材料无误后，电子钥匙服务商核验材料时间为3个工作日；核验通过后，企业可自行在线更新。',
    en: 'After the submission is confirmed, the provider reviews the papers within 3 working days. Once they have passed, the enterprise updates the key on line by itself.',
  },
  notes: [
    {
      zh: '请使用需要更新的电子钥匙登录办理。证书内容已变更的，不能更新，请办理变更（重新申领）。',
      en: 'Log in with the very key that is to be renewed. Where what its certificate says has changed, apply for a change (变更) instead.',
    },
    {
      zh: '如果填写或上传的信息有错误，核验将不予通过，会影响电子钥匙办理速度，请在填写和提交信息时仔细核对。',
      en: 'Mistakes in what is filled in or uploaded lead to a rejection and cost time. Check carefully before you submit.',
    },
    {
      zh: '数字证书下载过程中请保持电子钥匙插在电脑中，过程中断会导致更新失败；更新失败的，请插入同一电子钥匙重新登录，从中断处继续。',
      en: 'Keep the key plugged in while the certificates are downloaded: an interruption makes the update fail. Then plug the same key in, log in again and go on where it was interrupted.',
    },
  ],
  terms: {
    opensDaysBeforeEnd: RENEWAL_WINDOW_DAYS,
    graceDays: RENEWAL_GRACE_DAYS,
    reviewWorkingDays: 3,
  },
});
