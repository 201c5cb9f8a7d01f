import { mulHigh } from "./philox.ts";

const PATH_STEP_HIGH = 0x9e3779b9;
const PATH_STEP_LOW = 0x7f4a7c15;

const double = new Float64Array(1);
const bits = new BigUint64Array(double.buffer);
const halves = new Int32Array(double.buffer);
const LOW = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;

/**
 * Adds up what each path adds to the checksum: a hash of its number, its final and its
 * lowest balance. 64-bit arithmetic in halves of 32 bits.
 */
export class Checksum {
  #sumHigh = 0;
  #sumLow = 0;
  /** The value at work. */
  #high = 0;
  #low = 0;

  /** Adds a path; its number in halves. */
  add(pathHigh: number, pathLow: number, now: number, low: number): void {
    // number = (path + 1) * PATH_STEP
    this.#low = (pathLow + 1) | 0;
    this.#high = this.#low === 0 ? (pathHigh + 1) | 0 : pathHigh;
    this.#multiply(PATH_STEP_HIGH, PATH_STEP_LOW);
    double[0] = now;
    this.#plus(halves[HIGH] as number, halves[LOW] as number);
    this.#mix();
    double[0] = low;
    this.#high ^= halves[HIGH] as number;
    this.#low ^= halves[LOW] as number;
    this.#mix();
    const [high, lowWord] = [this.#high, this.#low];
    this.#high = this.#sumHigh;
    this.#low = this.#sumLow;
    this.#plus(high, lowWord);
    this.#sumHigh = this.#high;
    this.#sumLow = this.#low;
  }

  /** The sum modulo 2^64. */
  value(): bigint {
    halves[HIGH] = this.#sumHigh;
    halves[LOW] = this.#sumLow;
    return bits[0] as bigint;
  }

  /** SplitMix64's finaliser (Steele, Lea, Flood 2014). */
  #mix(): void {
    this.#xorShift(30);
    this.#multiply(0xbf58476d, 0x1ce4e5b9);
    this.#xorShift(27);
    this.#multiply(0x94d049bb, 0x133111eb);
    this.#xorShift(31);
  }

  #xorShift(by: number): void {
    this.#low ^= (this.#low >>> by) | (this.#high << (32 - by));
    this.#high ^= this.#high >>> by;
  }

  #multiply(high: number, low: number): void {
    const cross = Math.imul(this.#high, low) + Math.imul(this.#low, high);
    this.#high = (mulHigh(this.#low, low) + cross) | 0;
    this.#low = Math.imul(this.#low, low);
  }

  #plus(high: number, low: number): void {
    const sum = (this.#low >>> 0) + (low >>> 0);
    this.#high = (this.#high + high + (sum > 0xffffffff ? 1 : 0)) | 0;
    this.#low = sum | 0;
  }
}
