import type { Recorded } from '@ekey/kernel';
import type { ClockDoor, Commands } from '@ekey/platform';
import type { ViewStore } from '@ekey/views';
import { memoryViews } from '@ekey/views/testing';
import { renewals } from '../views/renewals.view';
import { termsEnding } from '../views/terms-ending.view';

export interface Sent {
  readonly to: string;
  readonly command: object;
  readonly commandId: string;
}

/** What a clock sends at one moment, where this is what its views have seen. */
export async function ticking(
  clock: (commands: Commands, views: ViewStore) => ClockDoor,
  now: string,
  facts: readonly Recorded[],
): Promise<readonly Sent[]> {
  const views = memoryViews();
  await views.open([termsEnding, renewals]);
  await views.apply(termsEnding, facts);
  await views.apply(renewals, facts);
  const sent: Sent[] = [];
  const commands = {
    try: async (message: { name: string }, id: string, command: object, { commandId }: { commandId: string }) => {
      sent.push({ to: `${message.name} ${id}`, command, commandId });
      return { outcome: 'accepted', revision: 0, facts: [], repeated: false };
    },
  };
  await clock(commands as unknown as Commands, views).tick(now);
  await views.close();
  return sent;
}
