import type { IHeaders } from 'kafkajs';
import { streamIdOf, type FactMeta, type Recorded } from '@ekey/kernel';
import { MessageInvalid } from '../cloud-event';
import { brokenOf, type ArrivedRecord } from './message-record';
import type { Outgoing } from './publishing';

const [POSITION, COMPLETE] = ['ekey-position', 'ekey-complete'];

/** Where a fact stands in the log it was copied from, and up to where that log had been copied without a gap. */
export interface Copied {
  readonly position: number;
  readonly complete: number;
}

/**
 * A fact of a service's own log, sealed as it is stored there. Facts of a case share its key, since its streams are called
 * after it; so they stay in order, and with one process at a time.
 */
export function logRecordOf({ type, data, meta }: Recorded, complete: number): Outgoing {
  const { position, ...told } = meta;
  return {
    key: streamIdOf(meta.stream),
    value: JSON.stringify({ type, data, meta: told }),
    headers: { [POSITION]: String(position), [COMPLETE]: String(complete) },
  };
}

/** As reactors are given it, with its place in the log it comes from; or a broken record in its place. */
export function loggedOf(topic: string, record: ArrivedRecord): Recorded {
  try {
    const { type, data, meta } = factOf(record.value);
    const position = copiedOf(record)?.position;
    if (position === undefined) throw new MessageInvalid(type, 'no place in a log');
    return { type, data, meta: { ...meta, position } };
  } catch (error) {
    return brokenOf(topic, record, (error as Error).message);
  }
}

/** Nothing where no relay of ours has written it. */
export function copiedOf({ headers }: Pick<ArrivedRecord, 'headers'>): Copied | undefined {
  const [position, complete] = [numberOf(headers, POSITION), numberOf(headers, COMPLETE)];
  return position === undefined || complete === undefined ? undefined : { position, complete };
}

type Told = Pick<Recorded, 'type' | 'data'> & { readonly meta: Omit<FactMeta, 'position'> };

/** @throws MessageInvalid */
function factOf(value: Buffer | null): Told {
  const { type, data, meta } = (parsed(value) ?? {}) as Partial<Told>;
  const isFact =
    typeof type === 'string' &&
    typeof data === 'object' &&
    typeof meta?.id === 'string' &&
    typeof meta.stream === 'string' &&
    Number.isSafeInteger(meta.revision);
  if (!isFact) throw new MessageInvalid(String(type), 'no fact of a log');
  return { type, data, meta };
}

function parsed(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString() ?? 'null');
  } catch {
    return null;
  }
}

function numberOf(headers: IHeaders | undefined, name = ''): number | undefined {
  const text = headers?.[name]?.toString() ?? '';
  return /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}
