import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { KeyInHandCommand } from './key-in-hand.commands';
import { keyInHand } from './key-in-hand.decider';
import type { KeyInHandEvent } from './key-in-hand.events';

export class HandleKeyInHand extends StreamCommand<KeyInHandCommand, KeyInHandEvent, never> {}

@CommandHandler(HandleKeyInHand)
export class KeyInHandHandler extends DeciderHandler(keyInHand) {}
