import { words } from "../api/words.ts";
import { Bits } from "./Bits.tsx";
import type { Names } from "./names.ts";
import type { Replaying } from "./useMismatch.ts";

interface Props {
  readonly replaying: Replaying;
  readonly names: Names;
}

/** What both sides answer now. */
export function ReplayResult({ replaying, names }: Props) {
  return (
    <div className="replay" role="status">
      <Said replaying={replaying} names={names} />
    </div>
  );
}

function Said({ replaying, names }: Props) {
  switch (replaying.state) {
    case "none":
      return <p>Runs both sides again on this request. Nothing is stored, nothing goes back.</p>;
    case "asked":
      return <p>Both sides compute it again.</p>;
    case "refused":
      return (
        <p className="fault">
          {words(replaying.fault).title}. {words(replaying.fault).detail}
        </p>
      );
    case "answered": {
      const { difference, identity } = replaying.replay;
      const builds = `builds ${identity.controlBuild} and ${identity.candidateBuild}`;
      if (difference === undefined) {
        return (
          <p>
            <strong>They agree now</strong>, every bit: {builds}.
          </p>
        );
      }
      return (
        <>
          <p>
            <strong className="danger">They still differ</strong> in <code>{difference.field}</code>: {builds}
            .
          </p>
          <Bits difference={difference} names={names} />
        </>
      );
    }
    default:
      return replaying satisfies never;
  }
}
