import type { Engine } from './engine';
import { kafka } from './kafka.engine';
import { minio } from './minio.engine';
import { ferretdb, mongojava } from './mongo.engines';
import { smtp } from './smtp.engine';

/** What there is. No KurrentDB: its server is in none of the registries. */
export const catalogue = { kafka, minio, ferretdb, mongojava, smtp };

export type EngineName = keyof typeof catalogue;
/** What a client needs to know of each engine. */
export type Addresses = { readonly [Name in EngineName]: ReturnType<(typeof catalogue)[Name]['address']> };

export const engineNames = Object.keys(catalogue) as readonly EngineName[];
export const engineOf = (name: EngineName): Engine<Addresses[EngineName]> =>
  catalogue[name] as Engine<Addresses[EngineName]>;
