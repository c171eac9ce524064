import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { ReviewCommand, ReviewRejection } from './review.commands';
import { review } from './review.decider';
import type { ReviewEvent } from './review.events';

export class HandleReview extends StreamCommand<ReviewCommand, ReviewEvent, ReviewRejection> {}

@CommandHandler(HandleReview)
export class ReviewHandler extends DeciderHandler(review) {}
