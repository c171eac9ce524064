import { SLOTS, type Slot } from '@ekey/contracts';
import { Refused, type Application } from '@ekey/journeys';
import type { Case, Scene, Sent } from '@ekey/journeys/scene';
import type { Chance } from './chance';
import type { Sheets } from './sheets';

/** What may become of a case, as often as the numbers say. */
const FATES = {
  collected: 8,
  rejectedAtPreVerification: 3,
  rejectedAtReVerification: 2,
  withdrawn: 3,
  withdrawnWhileReviewed: 2,
  refused: 1,
  tokenDies: 2,
  parcelLost: 2,
  keyDamaged: 1,
  papersMissing: 2,
  terminated: 1,
} as const;
export type Fate = keyof typeof FATES;

const STAYS_WHERE_IT_IS = 0.03;

/** Nobody goes on with the case for now: it has to stand in somebody's list. */
class LeftLying extends Error {}

/** One case, from the registration of its enterprise to wherever it gets. */
export class Life {
  readonly fate: Fate;
  case: Case | undefined;

  constructor(
    private readonly scene: Scene,
    private readonly chance: Chance,
    private readonly sheets: Sheets,
  ) {
    this.fate = chance.oneOf(FATES);
  }

  async live(): Promise<void> {
    try {
      const enterprise = await this.scene.applicant();
      const application = await enterprise.starts();
      this.case = { enterprise, application };
      await this.goesOn(this.case);
    } catch (error) {
      if (!(error instanceof LeftLying)) throw error;
    }
  }

  private async goesOn({ enterprise, application }: Case): Promise<void> {
    const the = { enterprise, application };
    this.mayBeLeft();
    await application.fills(application.draft(this.scene.house.shanghai));
    await application.submitsForm();
    await this.uploads(application, SLOTS, 1);
    this.mayBeLeft();
    await application.confirms();
    this.mayBeLeft();
    if (!(await this.isApproved(the))) return;
    this.mayBeLeft();
    await this.scene.activates(enterprise);
    const sent = await this.isMade(the);
    this.mayBeLeft();
    await this.scene.arrives(the, sent);
    this.mayBeLeft();
    await this.isCollected(the, sent);
  }

  /** @returns whether the key may be made. */
  private async isApproved(the: Case): Promise<boolean> {
    const { application } = the;
    const { officer, manager } = this.scene.house.shanghai;
    switch (this.fate) {
      case 'withdrawn':
        await application.withdraws();
        await application.awaits('WITHDRAWN');
        return false;
      case 'withdrawnWhileReviewed':
        return this.isWithdrawnWhileReviewed(the);
      case 'refused':
        await officer.awaits('pre-verification', application.id);
        await manager.refuses(application.id, 1, 'not-eligible', '不属于本地企业。');
        await application.awaits('REFUSED');
        return false;
      case 'rejectedAtPreVerification':
        await officer.awaits('pre-verification', application.id);
        await this.isRejected(the, 'pre-verification');
        break;
      case 'rejectedAtReVerification':
        await this.scene.passesPreVerification(the);
        await this.scene.house.provider.reviewer.awaits('re-verification', application.id);
        await this.isRejected(the, 're-verification');
        break;
      default:
        await this.isPassed(the, 1);
    }
    return true;
  }

  private async isPassed(the: Case, round: number): Promise<void> {
    await this.scene.passesPreVerification(the, round);
    this.mayBeLeft();
    await this.scene.passesReVerification(the, round);
  }

  /** Sent back, corrected, and through both reviews again. */
  private async isRejected(the: Case, stage: 'pre-verification' | 're-verification'): Promise<void> {
    const { application } = the;
    const { shanghai, provider } = this.scene.house;
    const officer = stage === 'pre-verification' ? shanghai.officer : provider.reviewer;
    await officer.rejects(stage, application.id, [{ target: 'business-licence', code: 'G01' }], '营业执照模糊。');
    await application.awaits(stage === 'pre-verification' ? 'PRECHECK_REJECTED' : 'RECHECK_REJECTED');
    this.mayBeLeft();
    await this.uploads(application, ['business-licence'], 2);
    await application.confirms();
    await this.isPassed(the, 2);
  }

  /** The applicant and the officer act at the same moment: whoever comes too late is refused, and the case goes one way. */
  private async isWithdrawnWhileReviewed(the: Case): Promise<boolean> {
    const { application } = the;
    await this.scene.house.shanghai.officer.awaits('pre-verification', application.id);
    const reviewed = this.isPassed(the, 1).then(
      () => null,
      (fault: unknown) => ({ fault }),
    );
    await new Promise((resolve) => setTimeout(resolve, this.chance.between(0, 500)));
    const withdrawn = await application.withdraws().catch(unlessRefused);
    if (withdrawn !== undefined) {
      await application.awaits('WITHDRAWN');
      return false;
    }
    const stopped = await reviewed;
    if (stopped !== null) throw stopped.fault;
    return true;
  }

  private async uploads(application: Application, slots: readonly Slot[], edition: number): Promise<void> {
    for (const slot of slots) await application.uploads(slot, this.sheets.of(slot, edition));
  }

  private async isMade(the: Case): Promise<Sent> {
    const { maker, shippingDesk } = this.scene.house.provider;
    const { id } = the.application;
    if (this.fate === 'tokenDies') {
      await maker.makes(id, await this.scene.blank());
      await maker.reportsFailure(id, 'token-died', '写入后介质无法识别。');
    }
    const sent = await this.scene.sends(the);
    if (this.fate !== 'parcelLost' && this.fate !== 'keyDamaged') return sent;
    await the.application.awaits('SHIPPED');
    if (this.fate === 'parcelLost') await shippingDesk.reportsLoss(sent.parcelId);
    else await this.scene.house.shanghai.counter.reportsDamage(sent.parcelId, [sent.token.serialNumber]);
    await the.application.awaits('APPROVED');
    return this.scene.sends(the);
  }

  private async isCollected({ application, enterprise }: Case, { token }: Sent): Promise<void> {
    const { counter, managersCounter } = this.scene.house.shanghai;
    if (this.fate === 'terminated') {
      const forged = { code: 'X01', target: 'power-of-attorney' } as const;
      await counter.failsFinalReview(application.id, forged, '委托书系伪造。', false);
      await managersCounter.terminates(application.id, 'forged-materials', '委托书系伪造。');
      await application.awaits('TERMINATED');
      return;
    }
    if (this.fate === 'papersMissing') {
      const missing = { code: 'T01', target: 'power-of-attorney' } as const;
      await counter.failsFinalReview(application.id, missing, '未携带授权委托书原件。');
      this.mayBeLeft();
    }
    await counter.passesFinalReview(application.id);
    await counter.handsOver(application.id, token.serialNumber, enterprise.facts.authorisedUser);
    await application.awaits('DONE');
  }

  private mayBeLeft(): void {
    if (this.chance.happens(STAYS_WHERE_IT_IS)) throw new LeftLying();
  }
}

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
  return undefined;
}
