import { Body, Controller, Get, HttpCode, Post, type Type } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Does } from '../http/answers';
import { HttpIntent, Intent } from '../http/intent';
import type { RightsTable } from '../security/rights';
import { reactors, redriven } from './operation.answers';
import { ReactorsHost } from './reactors.host';

const redriveRequest = z
  .strictObject({
    reactor: z.string().max(200).optional(),
    case: z.string().max(200).optional(),
  })
  .default({});

/** Who may see and re-drive what a service could not handle. */
export const reactorRights = (service: string): RightsTable => ({
  [`GET /api/${service}/v1/reactors`]: ['SYS'],
  [`POST /api/${service}/v1/reactors/redrive`]: ['SYS'],
});

/** How far each reactor of a service has got, what it could not handle and why; and another try. */
export function reactorsController(service: string): Type {
  @Controller(`api/${service}/v1/reactors`)
  class ReactorsController {
    constructor(private readonly host: ReactorsHost) {}

    @Does('各反应器的进度与搁置的事件', 'How far each reactor has got, what it could not handle and why')
    @Get()
    @Answers(200, reactors)
    async list() {
      const parked = (await this.host.parked()).slice(0, 1_000);
      return {
        reactors: this.host.status(),
        parked: parked.map(({ reactor, key, fact, cause, attempts, parkedAt }) => ({
          reactor,
          case: key,
          fact: fact.meta.id,
          type: fact.type,
          stream: fact.meta.stream,
          cause,
          attempts,
          parkedAt,
        })),
      };
    }

    @Does('重新处理搁置的案件', 'Another try at what could not be handled of a case')
    @Post('redrive')
    @HttpCode(200)
    @Answers(200, redriven)
    async redrive(
      @Body({ schema: redriveRequest }) body: z.infer<typeof redriveRequest>,
      // Looks at the headers that any write may carry; to try a second time does no harm.
      @Intent() _intent: HttpIntent,
    ) {
      return { dealtWith: await this.host.redrive(body.reactor, body.case) };
    }
  }
  return ReactorsController;
}
