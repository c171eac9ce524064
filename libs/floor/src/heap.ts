import { setFlagsFromString } from 'node:v8';

/**
 * V8 sizes its heap by the machine: on a large one it lets garbage grow to several times of what is in use before it looks
 * for any. With this it looks whenever the heap has grown by a fifth of what is in use. No bound: whoever needs more has it.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=20');

/**
 * What has to be said before a process begins, for one of several on a machine; the image says it. Young objects get 4 MB
 * instead of 16, and the allocator of C two arenas instead of eight for each core: 35 MB less of a process that is at work.
 */
export const SMALL_PROCESS = { NODE_OPTIONS: '--max-semi-space-size=4', MALLOC_ARENA_MAX: '2' } as const;
