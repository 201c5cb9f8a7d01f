import { expect, test } from "vitest";
import { Fault } from "../src/api/fault.ts";
import { memorySeconds, momentColumns } from "../src/migration/moments.ts";
import { reduceSight, type SightEvent, unseen } from "../src/migration/sight.ts";
import { rollout, state } from "./rollouts.ts";

const after = (...events: readonly SightEvent[]) => events.reduce(reduceSight, unseen);

const report = (version: number, at = version, first = false): SightEvent => ({
  kind: "reported",
  rollout: rollout(state(version, "shadow", 5)),
  first,
  at,
});

test("a report of an older version, from a replica that is behind, changes nothing", () => {
  const changed: SightEvent = { kind: "changed", rollout: rollout(state(4, "canary", 1)) };
  expect(after(report(3), changed, report(3, 4)).rollout?.state).toMatchObject({
    version: 4,
    stage: "canary",
  });
  expect(after(report(3), changed, report(5)).rollout?.state).toMatchObject({ version: 5, stage: "shadow" });
});

test("another connection is believed, for it may lead to another store", () => {
  expect(after(report(9), report(1, 10, true)).rollout?.state.version).toBe(1);
});

test("what was seen is kept while the gateway is lost, and the next report ends the loss", () => {
  const fault = new Fault({ kind: "unreachable" });
  const lost = after(report(3), { kind: "lost", fault });
  expect(lost).toMatchObject({ fault, rollout: { state: { version: 3 } } });
  expect(reduceSight(lost, report(3, 4)).fault).toBeUndefined();
});

test("the curves end now, have a gap where nothing was heard, and forget what is long ago", () => {
  const [times = [], ...curves] = momentColumns(
    after(report(1, 100), report(1, 101), report(1, 130)).moments,
  );
  expect(times).toEqual([-30, -29, -28, 0]);
  expect(curves).toHaveLength(4);
  const late = after(report(1, 100), report(1, 101 + memorySeconds)).moments;
  expect(late.map(({ at }) => at)).toEqual([101 + memorySeconds]);
});
