import { CommandHandler } from '@nestjs/cqrs';
import { DeciderHandler, StreamCommand } from '@ekey/platform';
import type { ParcelCommand } from './parcel.commands';
import { parcel, type ParcelRejection } from './parcel.decider';
import type { ParcelEvent } from './parcel.events';

export class HandleParcel extends StreamCommand<ParcelCommand, ParcelEvent, ParcelRejection> {}

@CommandHandler(HandleParcel)
export class ParcelHandler extends DeciderHandler(parcel) {}
