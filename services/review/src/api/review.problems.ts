import { problemsOf, type ToldProblem } from '@ekey/platform';
import type { ReviewRejection } from '../review/review.commands';

/** What a reviewer can be refused, and what to do then. */
export const reviewProblems = problemsOf<ReviewRejection>({
  ReviewMissing: { status: 404, zh: '没有找到该案件，请核对编号。', en: 'There is no such case. Check its number.' },
  NotUnderReview: {
    status: 409,
    zh: '该案件当前不在审核中，请刷新队列。',
    en: 'The case is not under review now. Refresh your queue.',
  },
  AtOtherStage: {
    status: 409,
    zh: '该案件处于其他审核阶段，请刷新后再操作。',
    en: 'The case is at another stage. Read it again, then decide.',
  },
  RoundOver: {
    status: 409,
    zh: '申请人已重新提交，请按最新一轮材料审核。',
    en: 'The applicant has resubmitted. Judge the newest round.',
  },
  OfficerUnfit: {
    status: 403,
    zh: '该阶段不由您的岗位或机构办理，请交由相应人员。',
    en: 'This stage is not for your role or authority. Leave it to those whose it is.',
  },
  ColleagueUnfit: {
    status: 422,
    field: 'officer',
    zh: '该人员不是本机构的预审人员，请另选。',
    en: 'This is no reviewer of your authority. Choose another officer.',
  },
  SecondPersonNeeded: {
    status: 403,
    zh: '预审与复核不得为同一人，请由其他复核员办理。',
    en: 'Who pre-verified does not re-verify. Leave it to another reviewer.',
  },
  ManagerNeeded: {
    status: 403,
    zh: '此项须由该发证机构负责人办理。',
    en: 'This is for the manager of the issuing authority.',
  },
  RefusalPending: {
    status: 409,
    zh: '该案件已提请不予办理，请等待发证机构负责人决定。',
    en: 'A refusal is proposed. Wait for the decision of the authority’s manager.',
  },
  NotClaimed: {
    status: 409,
    zh: '请先领取任务；任务保留30分钟，超时需重新领取。',
    en: 'Claim the task first. A claim lasts 30 minutes; after that, claim it again.',
  },
  ClaimedByAnother: {
    status: 409,
    zh: '该任务已由其他人员领取，请选择其他案件或稍后再试。',
    en: 'Another officer has claimed the task. Take another case, or try later.',
  },
  TargetUnknown: {
    status: 422,
    field: 'marks',
    zh: '本次提交中没有该材料，请核对标注对象。',
    en: 'The submission has no such document. Check what you marked.',
  },
  FindingsMissing: {
    status: 422,
    field: 'marks',
    zh: '标为有问题的材料至少要选择一条标准原因。',
    en: 'Give at least one coded reason for what is marked defective.',
  },
  ReasonUnfit: {
    status: 422,
    field: 'marks',
    zh: '该原因不适用于此材料或此阶段，请从原因目录中重新选择。',
    en: 'This reason is not for this document or stage. Choose another of the catalogue.',
  },
  ReasonNotCorrectable: {
    status: 409,
    zh: '所选原因无法通过补正解决，请提请不予办理，不要退回。',
    en: 'No resubmission can put this right. Propose a refusal instead.',
  },
  LateReasonMissing: {
    status: 422,
    field: 'marks',
    zh: '该材料上一轮已通过且未改动，请说明为何此前未一次性告知。',
    en: 'This was accepted and is unchanged. Say why the defect was not told before.',
  },
  MarksMissing: {
    status: 409,
    zh: '请先逐项标注申请信息及全部材料，再作出结论。',
    en: 'Mark the form and every document before you decide.',
  },
  DefectsMarked: {
    status: 409,
    zh: '仍有标为有问题的材料，不能通过；请改正标注或退回。',
    en: 'Something is marked defective. Correct the mark, or reject.',
  },
  SealNotPossible: {
    status: 409,
    zh: '企业名称中有电子签章字库没有的字（见所列编码），只能采用确认函上的印模：印模可用的请选择可用，不可用或无法提取的请以B03退回。',
    en: 'The seal’s font lacks characters of the name (see the list), so that it must be cut from the impression on the confirmation. Say that it is usable if it is; where it is not, or none can be cut out, reject with B03.',
  },
  DefectMissing: {
    status: 409,
    zh: '没有标注任何问题，不能退回；请至少标注一处问题及原因。',
    en: 'Nothing is marked defective. Mark what is wrong and why, or pass.',
  },
  SealImpressionNotJudged: {
    status: 422,
    field: 'sealImpressionUsable',
    zh: '通过时请说明确认函上的印模是否可用。',
    en: 'With a pass, say whether the seal impression is usable.',
  },
  RemarkMissing: { status: 422, field: 'remark', zh: '请填写备注。', en: 'Write a remark (备注).' },
  GroundUnfit: {
    status: 422,
    field: 'ground',
    zh: '该不予办理的理由不适用于此业务类型，请另选。',
    en: 'This ground is not for this kind of application. Choose another.',
  },
  RefusalNotProposed: {
    status: 409,
    zh: '该案件没有待决定的不予办理提请。',
    en: 'No refusal is proposed for this case.',
  },
});

const ofFindings = (told: ToldProblem): ToldProblem => ({ ...told, field: 'findings' });

/** With a verdict, what is wrong with a mark is wrong with its findings. */
export const verdictProblems = problemsOf<ReviewRejection>({
  ...reviewProblems,
  TargetUnknown: ofFindings(reviewProblems.TargetUnknown),
  FindingsMissing: ofFindings(reviewProblems.FindingsMissing),
  ReasonUnfit: ofFindings(reviewProblems.ReasonUnfit),
  LateReasonMissing: ofFindings(reviewProblems.LateReasonMissing),
});
