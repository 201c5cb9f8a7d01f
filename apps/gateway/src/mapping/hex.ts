/** 64 bits as sixteen hexadecimal digits. */
export function hex64(bits: bigint): string {
  return bits.toString(16).padStart(16, "0");
}
