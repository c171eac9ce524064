import type { Clock } from '@ekey/kernel';

export const systemClock: Clock = { now: () => new Date().toISOString() };
