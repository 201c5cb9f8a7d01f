// What a drifting or another build answers. Each takes a SimulateResponse's bytes and gives
// bytes that still decode, and still keep to the contract's limits.

import { type Build, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";
import { BINS } from "@trivium/kernel";

type Alter = (message: Buffer) => Buffer;

/** Fields that no contract of today knows have this number. */
const FUTURE_FIELD = 1000;

/** The checksum's lowest bit is the other. */
export const oneBit: Alter = (message) =>
  edited(message, (response) => {
    response.checksum ^= 1n;
  });

/** One path of one year is a bin higher; as many are counted as before. */
export const movedCount: Alter = (message) =>
  edited(message, ({ years }) => {
    for (const { counts } of years) {
      const bin = counts.findIndex((count, index) => count > 1 && index + 1 < counts.length);
      if (bin < 0) continue;
      counts[bin] = (counts[bin] ?? 0) - 1;
      counts[bin + 1] = (counts[bin + 1] ?? 0) + 1;
      return;
    }
  });

/**
 * A year's histogram has an empty bin at its end: the same histogram, written differently. It
 * is to counts what -0 is to doubles, of which an answer has none.
 */
export const emptyBin: Alter = (message) =>
  edited(message, ({ years }) => {
    years.find(({ firstBin, counts }) => firstBin + counts.length < BINS)?.counts.push(0);
  });

/** The answer has a field that this contract does not know. */
export const unknownField: Alter = (message) =>
  Buffer.concat([message, varint(FUTURE_FIELD << 3), Buffer.of(1)]);

/** Another build answered, with the same answers. */
export const newBuild: Alter = ofBuild((build) => {
  build.buildId = `${build.buildId}-next`;
});

/** A build of another contract answered, and adds what that contract has more. */
export const otherContract: Alter = (message) =>
  unknownField(
    ofBuild((build) => {
      build.contractHash = build.contractHash.replaceAll(/./g, "0");
    })(message),
  );

function ofBuild(edit: (build: Build) => void): Alter {
  return (message) =>
    edited(message, ({ build }) => {
      if (build !== undefined) edit(build);
    });
}

function edited(message: Buffer, edit: (response: SimulateResponse) => void): Buffer {
  const response = SimulateResponse.decode(message);
  edit(response);
  return Buffer.from(SimulateResponse.encode(response).finish());
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.of(...bytes, value);
}
