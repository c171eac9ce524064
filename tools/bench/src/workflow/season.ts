/** From the making of keys with a term of a year to sixty days before their end. */
export const DAYS_UNTIL_RENEWAL = 305;
