import {
  Enterprise,
  HttpClient,
  rightIn,
  type Application,
  type Defect,
  type EnterpriseFacts,
  type House,
  type MadeKey,
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
export async function review({ house, narrator, facts }: Stage, { application, desk }: InHand): Promise<void> {
  const { step } = bound(narrator);
  const { officer } = house.shanghai;
  const { reviewer } = house.provider;
  const sentBack = async (code: string, subject: RegExp): Promise<ShownApplication> => {
    const shown = await application.awaits(code);
    await house.mailbox.awaits(facts.authorisedUser.email, subject);
    return shown;
  };
  const unstamped: Defect = { target: 'business-licence', code: 'G03' };
  const noImpression: Defect = { target: 'seal-confirmation', code: 'B03' };

  narrator.chapter('The reviews');
  await step(
    'the authority finds the licence without seal and sends the case back',
    async () => {
      await officer.awaits('pre-verification', application.id, 1);
      await officer.rejects(
        'pre-verification',
        application.id,
        [unstamped],
        '营业执照复印件未加盖公章，请盖章后重新扫描。',
      );
      return sentBack('PRECHECK_REJECTED', /核验未通过/);
    },
    label,
  );
  await step(
    'the enterprise stamps the copy, uploads it and confirms again',
    async () => {
      await uploadAll(application, 'business-licence', [await desk.licenceCopy()]);
      await application.confirms();
      return application.awaits('PRECHECK');
    },
    label,
  );
  const preVerified = async (round: number): Promise<ShownApplication> => {
    await officer.awaits('pre-verification', application.id, round);
    await officer.passes('pre-verification', application.id);
    return application.awaits('RECHECK');
  };
  await step('the authority pre-verifies', () => preVerified(2), label);
  await step(
    'the provider finds no impression of the seal and sends the case back',
    async () => {
      await reviewer.awaits('re-verification', application.id, 2);
      await reviewer.rejects(
        're-verification',
        application.id,
        [noImpression],
        '确认函印模框内未盖章，无法制作电子签章。',
      );
      return sentBack('RECHECK_REJECTED', /复核未通过/);
    },
    label,
  );
  await step(
    'the enterprise presses the seal into the box, uploads the confirmation and confirms again',
    async () => {
      const pages = await desk.signed('seal-confirmation', await application.printout('seal-confirmation'));
      await uploadAll(application, 'seal-confirmation', pages);
      await application.confirms();
      return application.awaits('PRECHECK');
    },
    label,
  );
  await step('the authority pre-verifies what is new', () => preVerified(3), label);
  await step(
    'the provider re-verifies; the impression can be used',
    async () => {
      await reviewer.awaits('re-verification', application.id, 3);
      await reviewer.passes('re-verification', application.id, { sealImpressionUsable: true });
      return application.awaits('APPROVED');
    },
    label,
  );
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
