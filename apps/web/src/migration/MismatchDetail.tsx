import type { Mismatch } from "@trivium/gateway/schemas";
import type { Fault } from "../api/fault.ts";
import type { Gateway } from "../api/gateway.ts";
import { Notice } from "../api/Notice.tsx";
import { Bits } from "./Bits.tsx";
import { CommandLine } from "./CommandLine.tsx";
import type { Names } from "./names.ts";
import { ReplayResult } from "./ReplayResult.tsx";
import { answerText, failures, requestFacts } from "./requestWords.ts";
import { useMismatch } from "./useMismatch.ts";

interface Props {
  readonly gateway: Gateway;
  readonly id: string;
  readonly names: Names;
  /** Whether replaying is known to be refused. */
  readonly locked: boolean;
  readonly onRefused: (fault: Fault) => void;
}

/** All of a mismatch: both values bit by bit, the request, and what can be done with it. */
export function MismatchDetail({ gateway, id, names, locked, onRefused }: Props) {
  const { mismatch, fault, replaying, replay } = useMismatch(gateway, id, onRefused);
  if (fault !== undefined) return <Notice fault={fault} />;
  if (mismatch === undefined) return <p className="empty">Reading the mismatch.</p>;
  const asked = replaying.state === "asked";
  return (
    <div className="mismatch-detail">
      <Bits difference={mismatch.difference} names={names} />
      {failures(mismatch) && (
        <p className="answers">
          {names.control} answered {answerText(mismatch.control)}, {names.candidate}{" "}
          {answerText(mismatch.candidate)}.
        </p>
      )}
      <Circumstances mismatch={mismatch} names={names} />
      <div className="mismatch-acts">
        <button
          type="button"
          className="bordered"
          aria-disabled={asked || locked}
          onClick={() => {
            if (!asked && !locked) replay();
          }}
        >
          {asked ? "Running both" : "Replay"}
        </button>
        <ReplayResult replaying={replaying} names={names} />
      </div>
      <CommandLine
        words="Make it a conformance vector that fails until it is mended:"
        command={`npx trivium rollout promote ${id}`}
      />
    </div>
  );
}

/** The request in short, and which builds disagreed. */
function Circumstances({ mismatch, names }: { readonly mismatch: Mismatch; readonly names: Names }) {
  const { controlBuild, candidateBuild, contractHash } = mismatch.identity;
  const facts = [
    ...requestFacts(mismatch.request),
    [`Build of ${names.control}`, controlBuild],
    [`Build of ${names.candidate}`, candidateBuild],
    ["Contract", contractHash],
  ] as const;
  return (
    <dl className="circumstances">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
