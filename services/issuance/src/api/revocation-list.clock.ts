import { Inject, Injectable } from '@nestjs/common';
import { clockEnvelope, Commands, CONFIG, type ClockDoor, type Config } from '@ekey/platform';
import { RevocationLists } from '../effects/revocation-lists';
import { REVOCATION_LIST } from '../revocation-list/revocation-list.decider';
import { HandleRevocationList } from '../revocation-list/revocation-list.handler';

/** Has a new list made at half the life of the old one, so that relying parties never meet one that has run out. */
@Injectable()
export class RevocationListClock implements ClockDoor {
  readonly name = 'revocation-list';
  readonly everyMs = 15_000;

  constructor(
    private readonly commands: Commands,
    private readonly lists: RevocationLists,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async tick(now: string): Promise<void> {
    const { thisUpdate, number } = await this.lists.current();
    if (Date.parse(now) - Date.parse(thisUpdate) < (this.config.CRL_MINUTES / 2) * 60_000) return;
    const command = { type: 'RefreshRevocationList', data: { now } } as const;
    await this.commands.try(
      HandleRevocationList,
      REVOCATION_LIST,
      command,
      clockEnvelope(this.name, now, `after/${number}`),
    );
  }
}
