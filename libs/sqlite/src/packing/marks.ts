/**
 * The first byte of every packed value says what it is. Small numbers are in the byte itself: what stands behind `SMALL_…`
 * is the first of a run of marks.
 */
export const NULL = 0x00;
export const FALSE = 0x01;
export const TRUE = 0x02;
/** Eight bytes, IEEE 754. */
export const FLOAT = 0x03;
/** An integer, zigzag. */
export const INTEGER = 0x04;
export const TEXT = 0x05;
/** A string that UTF-8 has no spelling for, or a longer one. */
export const UTF16 = 0x06;
export const UUID = 0x07;
export const HEX = 0x08;
export const UPPER_HEX = 0x09;
export const BASE64 = 0x0a;
export const BASE64URL = 0x0b;
/** Milliseconds since the instant before it in the same value, zigzag. */
export const INSTANT = 0x0c;
/** The nth string of the same value. */
export const AGAIN = 0x0d;
/** The nth word of the store. */
export const WORD = 0x0e;
export const ARRAY = 0x0f;
export const OBJECT = 0x10;
/** Two strings with a colon or a slash between them. */
export const COLON = 0x11;
export const SLASH = 0x12;
export const SMALL_INTEGER = 0x20;
export const SMALL_ARRAY = 0x30;
export const SMALL_OBJECT = 0x40;
export const SMALL_AGAIN = 0x50;
export const SMALL_TEXT = 0x60;
export const SMALL_WORD = 0x80;
/** How many marks each run has. */
export const SMALL = 16;
export const SMALL_TEXTS = 32;
export const SMALL_WORDS = 128;

/** A shorter string is not worth remembering. */
export const WORTH_REMEMBERING = 5;
