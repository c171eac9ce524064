import type { Policy } from '@ekey/kernel';
import type { KeyGivenUp, KeyReinstated, KeySuspended, RevocationApproved } from '../revocation/revocation.events';
import type { ChangeTokenInUse } from '../token/token.commands';

type Told = KeySuspended | KeyReinstated | RevocationApproved | KeyGivenUp;

const commands = {
  KeySuspended: 'SuspendToken',
  KeyReinstated: 'ReinstateToken',
  RevocationApproved: 'DeclareTokenDead',
  KeyGivenUp: 'DeclareTokenDead',
} as const satisfies Record<Told['type'], ChangeTokenInUse['type']>;

/** The token in the enterprise's hand stands as its key does. */
export const whenKeyStandingChangesThenChangeToken: Policy<Told, ChangeTokenInUse> = {
  name: 'when-key-standing-changes-then-change-token',
  from: 'own',
  on: ['KeySuspended', 'KeyReinstated', 'RevocationApproved', 'KeyGivenUp'],
  react: ({ type, data, meta }) => {
    const { tokenSerial } = type === 'KeySuspended' ? data.key : data;
    return [{ id: tokenSerial, command: { type: commands[type], data: { now: meta.recordedAt } } }];
  },
};
