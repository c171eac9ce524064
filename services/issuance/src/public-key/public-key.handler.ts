import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { PublicKeyCommand } from './public-key.commands';
import { publicKey, type PublicKeyRejection } from './public-key.decider';
import type { PublicKeyEvent } from './public-key.events';

export class HandlePublicKey extends StreamCommand<PublicKeyCommand, PublicKeyEvent, PublicKeyRejection> {}

@CommandHandler(HandlePublicKey)
export class PublicKeyHandler extends DeciderHandler(publicKey) {}
