import { Body, Controller, HttpCode, Module, Param, Put } from '@nestjs/common';
import { draftId, draftRequest, type DraftRequest } from './draft-request';

/** The route as Nest and Fastify alone would have it: the body checked, nothing known of the caller, nothing stored. */
@Controller('api/bench/v1/drafts')
class BareController {
  @Put(':id')
  @HttpCode(204)
  save(@Param('id', { schema: draftId }) _id: string, @Body({ schema: draftRequest }) _body: DraftRequest): void {}
}

@Module({ controllers: [BareController] })
export class BareModule {}
