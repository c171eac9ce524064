import { setFlagsFromString } from 'node:v8';

/**
 * V8 sizes its heap by the machine: on a large one it lets garbage grow to several times of what is in use before it looks
 * for any. With this it looks whenever the heap has grown by 40 % of what is in use. No bound: whoever needs more has it.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=40');
