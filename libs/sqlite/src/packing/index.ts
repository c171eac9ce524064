export { Packing } from './packing';
export { readBack } from './spellings';
export { WORDS_TABLE } from './words';
