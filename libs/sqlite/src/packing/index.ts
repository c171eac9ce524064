export { Packing } from './packing';
export { WORDS_TABLE } from './words';
