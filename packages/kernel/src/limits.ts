/** Months in a year; schedules are whole years. */
export const MONTHS_PER_YEAR = 12;
/** Longest schedule. Months. */
export const MAX_MONTHS = 1200;
/** Largest initial balance, and largest flow either way. Currency. */
export const MAX_AMOUNT = 1e12;
/** Largest mean of base-2 logarithmic growth, either way. A month. */
export const MAX_DRIFT = 1;
/** Largest standard deviation of base-2 logarithmic growth. A month. */
export const MAX_VOLATILITY = 1;
/** Path numbers are below this. */
export const PATH_NUMBER_END = 2n ** 63n;
