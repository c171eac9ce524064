import { Inject, Injectable } from '@nestjs/common';
import { caseByCase, clockEnvelope, Commands, VIEWS, type ClockDoor } from '@ekey/platform';
import { everyAnswer, type ViewStore } from '@ekey/views';
import { keyIdOf } from '../revocation/revocation.events';
import { HandleUnlock } from '../unlock/unlock.handler';
import { unlocks } from '../views/unlocks.view';

/** Ends what was authorised and not used within its day: the enterprise may ask anew. */
@Injectable()
export class UnlocksClock implements ClockDoor {
  readonly name = 'unlocks';
  readonly everyMs = 60_000;

  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  async tick(now: string): Promise<void> {
    const where = { codeExpiresAt: { from: '', to: now } };
    await caseByCase(everyAnswer(this.views, unlocks, { where }), keyIdOf, async (line) => {
      const id = keyIdOf(line);
      const envelope = clockEnvelope(this.name, now, `${id}/${line.codeExpiresAt}`);
      await this.commands.try(HandleUnlock, id, { type: 'ExpireUnlock', data: { now } }, envelope);
    });
  }
}
