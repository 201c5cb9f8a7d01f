import {
  MAX_AMOUNT,
  MAX_DRIFT,
  MAX_MONTHS,
  MAX_VOLATILITY,
  MONTHS_PER_YEAR,
  PATH_NUMBER_END,
} from "./limits.ts";

/** One shard: a range of random paths of one schedule. */
export interface Request {
  /** Balance before the first month. Currency, 0 to 1e12. */
  readonly initialBalance: number;
  /** Mean of the base-2 logarithm of growth, by month. -1 to 1. Its length M is a multiple of 12, 12 to 1200. */
  readonly drift: ArrayLike<number>;
  /** Standard deviation of the base-2 logarithm of growth, by month. 0 to 1. Length M. */
  readonly volatility: ArrayLike<number>;
  /** Paid in (+) or taken out (-) at the end of each month. Currency, -1e12 to 1e12. Length M. */
  readonly flow: ArrayLike<number>;
  /** Key of the random numbers. 0 to 2^64-1. */
  readonly seed: bigint;
  /** Number of the first path. 0 to 2^63 - pathCount. */
  readonly firstPath: bigint;
  /** Number of paths. 1 to 2^32-1. */
  readonly pathCount: number;
}

/** A field that breaks the contract, and how. */
export interface FieldError {
  /** Name of the field, as in the contract. */
  readonly field: string;
  /** What was expected. */
  readonly description: string;
}

/** Every faulty field of a request, in the order of the contract; none when it is legal. */
export function validate(request: Request): FieldError[] {
  const months = request.drift.length;
  const checks: [string, string | undefined][] = [
    ["initial_balance", amountFault(request.initialBalance)],
    ["drift", driftFault(request.drift)],
    ["volatility", monthsFault(request.volatility, months, 0, MAX_VOLATILITY, "0 to 1")],
    ["flow", monthsFault(request.flow, months, -MAX_AMOUNT, MAX_AMOUNT, "-1e12 to 1e12")],
    ["first_path", firstPathFault(request.firstPath, request.pathCount)],
    ["path_count", pathCountFault(request.pathCount)],
    ["seed", isWord(request.seed) ? undefined : "must be from 0 to 2^64-1"],
  ];
  return checks.flatMap(([field, description]) =>
    description === undefined ? [] : [{ field, description }],
  );
}

function amountFault(balance: number): string | undefined {
  return balance >= 0 && balance <= MAX_AMOUNT ? undefined : "must be a finite amount from 0 to 1e12";
}

function driftFault(drift: ArrayLike<number>): string | undefined {
  const months = drift.length;
  if (months % MONTHS_PER_YEAR !== 0 || months < MONTHS_PER_YEAR || months > MAX_MONTHS) {
    return `must have a multiple of 12 months, from 12 to 1200, but has ${months}`;
  }
  return rangeFault(drift, -MAX_DRIFT, MAX_DRIFT, "-1 to 1");
}

function monthsFault(
  values: ArrayLike<number>,
  months: number,
  low: number,
  high: number,
  range: string,
): string | undefined {
  if (values.length !== months) {
    return `must have as many months as drift, ${months}, but has ${values.length}`;
  }
  return rangeFault(values, low, high, range);
}

function rangeFault(values: ArrayLike<number>, low: number, high: number, range: string): string | undefined {
  const month = Array.prototype.findIndex.call(values, (value: number) => !(value >= low && value <= high));
  return month < 0 ? undefined : `must be finite and from ${range}, but is not in month ${month}`;
}

function firstPathFault(firstPath: bigint, pathCount: number): string | undefined {
  const paths = isPathCount(pathCount) ? BigInt(pathCount) : 0n;
  const legal = firstPath >= 0n && firstPath <= PATH_NUMBER_END - paths;
  return legal ? undefined : "must be at most 2^63 - path_count";
}

function pathCountFault(pathCount: number): string | undefined {
  if (pathCount === 0) return "must be at least 1";
  return isPathCount(pathCount) ? undefined : "must be a whole number from 1 to 2^32-1";
}

const isPathCount = (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32;

const isWord = (value: bigint) => BigInt.asUintN(64, value) === value;
