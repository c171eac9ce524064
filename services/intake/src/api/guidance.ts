import type { Config } from '@ekey/platform';

/** 须知 as the procedure publishes them; a new wording is a new version, which a submission then has to accept. */
export const guidanceOf = ({
  HOTLINE,
  PORTAL_URL,
  SERVICE_URL,
  PROVIDER_NAME,
  IDLE_DAYS,
  ACTIVATION_DAYS,
}: Config) => ({
  version: 1,
  title: {
    zh: '进出口企业电子钥匙首次申领流程',
    en: 'First application for the electronic key of an import and export enterprise',
  },
  eligibility: {
    zh: '首次申领是指该企业此前从未申领过进出口企业的电子钥匙。已经申领过电子钥匙的企业若需要补办或增办，请按照“进出口企业电子钥匙补办或增办流程”办理业务。',
    en: 'A first application is one of an enterprise that has never applied for such a key. An enterprise that has applied before follows the procedure for a replacement or an additional key.',
  },
  times: {
    zh: '企业在线确认提交材料无误后，预审时间为2个工作日，复核时间及制作电子钥匙时间为5个工作日，之后电子钥匙由快递寄出至发证机构（审批机关）。请自行衡量时间并提前发起申请。',
    en: 'After the submission is confirmed, the pre-verification takes 2 working days; re-verification and making the key together take 5. Then the key is sent to the issuing authority by courier. Allow for this time and apply early.',
  },
  notes: [
    {
      zh: '如果填写或上传的信息有错误，预审或复核阶段将核验不予通过，会影响电子钥匙办理速度，请在填写和提交信息时仔细核对。',
      en: 'Mistakes in what is filled in or uploaded lead to a rejection and cost time. Check carefully before you submit.',
    },
    {
      zh: '电子钥匙服务商审核通过后，会发邮件至所填写的邮箱中，请查收“调用商务部统一用户管理平台激活企业账户”主题的邮件，进行账户激活，相关操作详见邮件内容。',
      en: 'After the approval a mail with the subject “调用商务部统一用户管理平台激活企业账户” is sent to the address in the form. Activate the account as it says.',
    },
    {
      zh: '请携带全部纸质材料，前往发证机构（审批机关）现场盖章终审并领取电子钥匙。',
      en: 'Bring all papers to the issuing authority for the final review, and collect the key there.',
    },
  ],
  terms: {
    idleDays: IDLE_DAYS,
    activationDays: ACTIVATION_DAYS,
    preVerificationWorkingDays: 2,
    reVerificationAndMakingWorkingDays: 5,
  },
  contact: { hotline: HOTLINE, portal: PORTAL_URL, service: SERVICE_URL, provider: PROVIDER_NAME },
});
