import type { Command } from '@ekey/kernel';
import type { Commands } from '@ekey/platform';

export interface SentCommand {
  readonly to: string;
  readonly command: Command;
  readonly commandId: string;
}

/** Commands that are only written down, for the tests of clocks. */
export function recordingCommands(): { readonly sent: SentCommand[]; readonly commands: Commands } {
  const sent: SentCommand[] = [];
  const commands = {
    try: async (message: { name: string }, id: string, command: Command, envelope: { commandId: string }) => {
      sent.push({ to: `${message.name} ${id}`, command, commandId: envelope.commandId });
      return { outcome: 'accepted', revision: 0, facts: [], repeated: false };
    },
  };
  return { sent, commands: commands as unknown as Commands };
}
