import { Body, Controller, Param, Put } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import {
  Commands,
  DeciderHandler,
  defineService,
  HttpIntent,
  Intent,
  problemsOf,
  stored,
  StreamCommand,
  type ServiceDefinition,
} from '@ekey/platform';
import { draft, type DraftSaved, type SaveDraft } from '../drafts';
import { draftId, draftRequest, type DraftRequest } from './draft-request';

class HandleDraft extends StreamCommand<SaveDraft, DraftSaved, never> {}
@CommandHandler(HandleDraft)
class DraftHandler extends DeciderHandler(draft) {}
const problems = problemsOf<never>({});

@Controller('api/bench/v1/drafts')
class DraftsController {
  constructor(private readonly commands: Commands) {}

  @Put(':id')
  async save(
    @Param('id', { schema: draftId }) id: string,
    @Body({ schema: draftRequest }) body: DraftRequest,
    @Intent() intent: HttpIntent,
  ) {
    const command = { type: 'SaveDraft', data: { ...body, savedAt: intent.now } } as const;
    return stored(await this.commands.send(HandleDraft, id, command, intent.envelope({ sent: body }), problems));
  }

  /** The same without a store. */
  @Put(':id/rehearsal')
  rehearse(
    @Param('id', { schema: draftId }) _id: string,
    @Body({ schema: draftRequest }) _body: DraftRequest,
    @Intent() _intent: HttpIntent,
  ) {
    return stored({ revision: 0 });
  }
}

/** One route that writes, and the same route that does not. */
export const draftsService: ServiceDefinition = defineService({
  name: 'bench',
  rights: { 'PUT /api/bench/v1/drafts/:id': ['ENT'], 'PUT /api/bench/v1/drafts/:id/rehearsal': ['ENT'] },
  handlers: [[HandleDraft, DraftHandler]],
  controllers: [DraftsController],
});
