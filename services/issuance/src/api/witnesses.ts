import { Inject, Injectable } from '@nestjs/common';
import { problem, VIEWS, type Caller } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { colleagues } from '../views/colleagues.view';

/** The second person of what two people do; that it is another one is the decider's rule. */
@Injectable()
export class Witnesses {
  constructor(@Inject(VIEWS) private readonly views: ViewStore) {}

  /** @throws Problem where the witness does not work in the caller's organisation, as far as review has told. */
  async assertBeside(caller: Caller, witness: string): Promise<void> {
    const known = await this.views.get(colleagues, witness);
    const isBeside = known?.active === true && known.organisationId === (caller.organisationId ?? '');
    if (!isBeside) throw witnessUnknown();
  }
}

export const witnessUnknown = () =>
  problem({
    status: 422,
    code: 'WitnessUnknown',
    field: 'witness',
    zh: '见证人须为本机构在职人员，请核对编号。',
    en: 'The witness is an active member of your organisation. Check the id.',
  });
