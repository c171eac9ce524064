import { Controller, Get, Header, Inject } from '@nestjs/common';
import { prescribedDocuments } from '@ekey/contracts';
import { Answers, CONFIG, Does, type Config } from '@ekey/platform';
import { RENEWAL_SLOTS } from '../renewal/renewal-slots';
import { guidanceAnswer } from './guidance.answers';
import { guidanceOf } from './guidance';
import { renewalLabels } from './renewal-labels';

/** What anybody may know of a renewal; the rest is that of every application, and intake tells it. */
@Controller('api/renewal/v1')
export class GuidanceController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Does('更新须知：材料、时限与状态', 'What to know before renewing: papers, time limits, statuses')
  @Get('guidance')
  @Header('cache-control', 'public, max-age=300')
  @Answers(200, guidanceAnswer)
  guidance() {
    return {
      ...guidanceOf(this.config),
      documents: RENEWAL_SLOTS.map((slot) => ({ slot, ...prescribedDocuments[slot] })),
      statuses: Object.entries(renewalLabels).map(([code, label]) => ({ code, ...label })),
    };
  }
}
