import {
  Enterprise,
  HttpClient,
  rightIn,
  type Application,
  type Defect,
  type EnterpriseFacts,
  type House,
  type MadeKey,
  type Officer,
  type Printout,
  type ShownApplication,
  type World,
} from '@ekey/journeys';
import { signingPlaces } from '@ekey/scan-simulator';
import { Desk, uploadAll } from './desk';
import { promised, type Narrator } from './narrator';

const ACTIVATION = '调用商务部统一用户管理平台激活企业账户';
const PRINTOUTS: readonly Printout[] = ['application-form', 'seal-confirmation', 'power-of-attorney', 'user-agreement'];
const SERIAL = 'EK2026000001';

/** Everybody and everything that has a part in the demonstration. */
export interface Stage {
  readonly world: World;
  readonly house: House;
  readonly narrator: Narrator;
  readonly facts: EnterpriseFacts;
}
interface InHand {
  readonly enterprise: Enterprise;
  readonly application: Application;
  readonly desk: Desk;
}
const label = ({ status }: ShownApplication): string => status.label;

/** The enterprise registers, fills in the form, prints, signs, stamps, scans and confirms. Two of its papers are not as they should be. */
export async function apply({ world, house, narrator, facts }: Stage): Promise<InHand> {
  const { step } = bound(narrator);
  narrator.chapter('The enterprise');
  const enterprise = await step('registers, opens the link in its mail, logs in', () =>
    Enterprise.registers(world, house.mailbox, facts),
  );
  const application = await enterprise.starts();
  const draft = application.draft(house.shanghai);
  await step('fills in the form', () => application.fills(draft).then(() => application.awaits('DRAFT')), label);
  const submit = () => application.submitsForm().then(() => application.awaits('FORM_SUBMITTED'));
  await step('submits the form', submit, label);
  const desk = await Desk.of(facts);
  const pdfs = await step('downloads the four printouts', () => printouts(application));
  for (const kind of PRINTOUTS) {
    const pdf = pdfs.get(kind) as Buffer;
    const { seals } = signingPlaces[kind];
    // The box for the impression stays empty at first: the provider will notice.
    const handling = kind === 'seal-confirmation' ? { seals: seals.slice(1) } : {};
    const paper = () => desk.signed(kind, pdf, handling).then((pages) => uploadAll(application, kind, pages));
    await step(
      `prints, signs, stamps, scans and uploads: ${kind}`,
      () => paper().then(() => application.awaits('UPLOADING')),
      label,
    );
  }
  const copies = async () => {
    await uploadAll(application, 'business-licence', [await desk.licenceCopy({ stamped: false })]);
    await uploadAll(application, 'authorised-user-id', [await desk.identityCopy()]);
    return application.awaits('READY');
  };
  await step('copies licence (forgetting the seal on it) and identity card', copies, label);
  for (const { slot, qr } of (await application.read()).documents)
    promised(`the code on the scan of ${slot} is read`, !/form|confirmation/.test(slot) || qr === 'matched');
  await step('confirms the submission', () => application.confirms().then(() => application.awaits('PRECHECK')), label);
  return { enterprise, application, desk };
}

/** Each desk sends the case back once; what was wrong is made good, and both pass it. */
export async function review(stage: Stage, inHand: InHand): Promise<void> {
  const { house, narrator } = stage;
  const { application, desk } = inHand;
  const { officer } = house.shanghai;
  const { reviewer } = house.provider;
  const { step } = bound(narrator);
  const preVerified = async (round: number): Promise<ShownApplication> => {
    await officer.awaits('pre-verification', application.id, round);
    await officer.passes('pre-verification', application.id);
    return application.awaits('RECHECK');
  };
  const reVerified = async (): Promise<ShownApplication> => {
    await reviewer.awaits('re-verification', application.id, 3);
    await reviewer.passes('re-verification', application.id, { sealImpressionUsable: true });
    return application.awaits('APPROVED');
  };

  narrator.chapter('The reviews');
  const unstamped = () => isSentBack(stage, inHand, NO_SEAL_ON_LICENCE, officer, 1);
  await step('the authority finds the licence without seal and sends the case back', unstamped, label);
  const stamped = async () => isConfirmedAgain(inHand, 'business-licence', [await desk.licenceCopy()]);
  await step('the enterprise stamps the copy, uploads it and confirms again', stamped, label);
  await step('the authority pre-verifies', () => preVerified(2), label);
  const noImpression = () => isSentBack(stage, inHand, NO_IMPRESSION, reviewer, 2);
  await step('the provider finds no impression of the seal and sends the case back', noImpression, label);
  const pressed = async () => {
    const pages = await desk.signed('seal-confirmation', await application.printout('seal-confirmation'));
    return isConfirmedAgain(inHand, 'seal-confirmation', pages);
  };
  const again = 'the enterprise presses the seal into the box, uploads the confirmation and confirms again';
  await step(again, pressed, label);
  await step('the authority pre-verifies what is new', () => preVerified(3), label);
  await step('the provider re-verifies; the impression can be used', reVerified, label);
}

/** What a desk finds, and how the case then stands. */
interface Finding {
  readonly at: 'pre-verification' | 're-verification';
  readonly defect: Defect;
  /** 备注. */
  readonly remark: string;
  readonly status: string;
  readonly mail: RegExp;
}

const NO_SEAL_ON_LICENCE: Finding = {
  at: 'pre-verification',
  defect: { target: 'business-licence', code: 'G03' },
  remark: '营业执照复印件未加盖公章，请盖章后重新扫描。',
  status: 'PRECHECK_REJECTED',
  mail: /核验未通过/,
};
const NO_IMPRESSION: Finding = {
  at: 're-verification',
  defect: { target: 'seal-confirmation', code: 'B03' },
  remark: '确认函印模框内未盖章，无法制作电子签章。',
  status: 'RECHECK_REJECTED',
  mail: /复核未通过/,
};

/** Its applicant is shown so, and has a mail of it. */
async function isSentBack(
  { house, facts }: Stage,
  { application }: InHand,
  { at, defect, remark, status, mail }: Finding,
  by: Officer,
  round: number,
): Promise<ShownApplication> {
  await by.awaits(at, application.id, round);
  await by.rejects(at, application.id, [defect], remark);
  const shown = await application.awaits(status);
  await house.mailbox.awaits(facts.authorisedUser.email, mail);
  return shown;
}

async function isConfirmedAgain(
  { application }: InHand,
  slot: 'business-licence' | 'seal-confirmation',
  pages: readonly Buffer[],
): Promise<ShownApplication> {
  await uploadAll(application, slot, pages);
  await application.confirms();
  return application.awaits('PRECHECK');
}

/** The line makes the key, a second person checks it, the shipping desk sends it off. */
export async function issue({ house, narrator }: Stage, { application }: InHand): Promise<MadeKey> {
  const { step } = bound(narrator);
  const { maker, checker, shippingDesk } = house.provider;
  const { id, pickupPointId, counter } = house.shanghai;
  narrator.chapter('The issuance');
  await step('a blank token is taken into the stock by two people', () => shippingDesk.stocks(SERIAL, checker.id));
  const key = await step('both key pairs are made in the token, certificates and seal written to it', () =>
    maker.makes(application.id, SERIAL),
  );
  await application.awaits('PRODUCING');
  const { body } = await maker.http.get<{ making: { seal: { picture: string } } }>(
    `/api/issuance/v1/orders/${application.id}`,
  );
  promised('the seal is cut from the impression on the paper', body.making.seal.picture === 'impression');
  const checked = () => checker.checks(application.id, key).then(() => application.awaits('PRODUCED'));
  await step('a second person reads it back and lets it sign', checked, label);
  const parcel = { tokens: [SERIAL], agencyId: id, pickupPointId, trackingNumber: 'SF2026000001' };
  const parcelId = await step('the parcel is sent, the PIN letter apart from it', () => shippingDesk.ships(parcel));
  await step('the case follows', () => application.awaits('SHIPPED'), label);
  await counter.orders.awaits(application.id, 'await-receipt');
  const received = () => counter.receives(parcelId, [SERIAL]).then(() => application.awaits('ARRIVED'));
  await step('the authority receives it, every token scanned', received, label);
  await counter.orders.awaits(application.id, 'notify-collection');
  const notified = () => counter.notifies(application.id).then(() => application.awaits('READY_FOR_PICKUP'));
  await step('the enterprise is told to come', notified, label);
  return key;
}

/** A first visit without all the papers, a second with them; and the account is activated. */
export async function collect({ world, house, narrator, facts }: Stage, { application }: InHand): Promise<void> {
  const { step } = bound(narrator);
  const { counter } = house.shanghai;
  narrator.chapter('The counter');
  await step(
    'a paper was left at home: the final review fails',
    async () => {
      const missing = { code: 'T01', target: 'power-of-attorney' } as const;
      await counter.failsFinalReview(application.id, missing, '未携带授权委托书原件，请补齐后再来。');
      return application.awaits('FINAL_FAILED');
    },
    label,
  );
  const reviewed = await step('at the second visit every paper is compared with its scan', () =>
    counter.passesFinalReview(application.id),
  );
  const receipt = await step('the receipt is printed', () => counter.receipt(application.id, reviewed));
  promised('the receipt is a PDF', receipt.subarray(0, 5).toString() === '%PDF-');
  const handed = () =>
    counter.handsOver(application.id, SERIAL, facts.authorisedUser).then(() => application.awaits('HANDED_OVER'));
  await step('the key is handed over', handed, label);
  await step(
    'the enterprise activates its account by the link in its mail',
    async () => {
      const mail = await house.mailbox.awaits(facts.authorisedUser.email, ACTIVATION);
      await new HttpClient(world.url).post('/api/intake/v1/activations', rightIn(mail, 'activate-account'));
      return application.awaits('DONE');
    },
    label,
  );
}

async function printouts(application: Application): Promise<ReadonlyMap<Printout, Buffer>> {
  const pdfs = new Map<Printout, Buffer>();
  for (const kind of PRINTOUTS) pdfs.set(kind, await application.printout(kind));
  return pdfs;
}

const bound = (narrator: Narrator) => ({ step: narrator.step.bind(narrator) });
