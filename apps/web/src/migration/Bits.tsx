import type { Difference, Value } from "@trivium/gateway/schemas";
import { type Bit, bitsOf, bitWords } from "./bits.ts";
import type { Names } from "./names.ts";

interface Props {
  readonly difference: Difference;
  readonly names: Names;
}

/** Both values of a field, and their bits where they are numbers. */
export function Bits({ difference, names }: Props) {
  const view = bitsOf(difference);
  return (
    <div className="bits">
      <Side role="control" name={names.control} value={difference.control} bytes={view?.control} />
      <Side role="candidate" name={names.candidate} value={difference.candidate} bytes={view?.candidate} />
      {view !== undefined && <p className="bits-words">{bitWords(view)}.</p>}
    </div>
  );
}

interface SideProps {
  readonly role: "control" | "candidate";
  readonly name: string;
  readonly value: Value;
  readonly bytes: readonly (readonly Bit[])[] | undefined;
}

function Side({ role, name, value, bytes }: SideProps) {
  return (
    <div className={role}>
      <p className="bits-value">
        {name} <code>{value.text}</code>
        {value.bits !== undefined && <small>0x{value.bits}</small>}
      </p>
      {/* The sentence below says it to a screen reader. */}
      {bytes !== undefined && (
        <p className="bits-row" aria-hidden="true">
          {bytes.map((byte, index) => (
            // A byte has no identity but its place, and neither has a bit.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index}>
              {byte.map((bit, place) =>
                // oxlint-disable-next-line react/no-array-index-key
                bit.differs ? <mark key={place}>{bit.value}</mark> : bit.value,
              )}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
