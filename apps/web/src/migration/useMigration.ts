import type { AuditEntry, MismatchSummary } from "@trivium/gateway/schemas";
import type { Fault } from "../api/fault.ts";
import type { Gateway } from "../api/gateway.ts";
import { listAudit, listMismatches } from "../api/rollout.ts";
import { useLock } from "../steer/useLock.ts";
import { type Steering, useSteering } from "../steer/useSteering.ts";
import { replaceSearch, useSearch } from "../view/search.ts";
import { mismatchOf, withMismatch } from "../view/view.ts";
import type { Sight } from "./sight.ts";
import { type Pages, type ReadPage, usePages } from "./usePages.ts";
import { useRollout } from "./useRollout.ts";

/** All that the view shows, and what a person can do on it. */
export interface Migration {
  readonly sight: Sight;
  readonly steering: Steering;
  /** Why this person may steer nothing, if so. */
  readonly lock: Fault | undefined;
  readonly onRefused: (fault: Fault) => void;
  readonly mismatches: Pages<MismatchSummary>;
  readonly audit: Pages<AuditEntry>;
  /** The mismatch that is looked at; the address has it. */
  readonly open: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}

const readMismatches: ReadPage<MismatchSummary> = async (gateway, cursor, signal) => {
  const { mismatches, nextCursor } = await listMismatches(gateway, cursor, signal);
  return { items: mismatches, nextCursor };
};

const readAudit: ReadPage<AuditEntry> = async (gateway, cursor, signal) => {
  const { entries, nextCursor } = await listAudit(gateway, cursor, signal);
  return { items: entries, nextCursor };
};

/** Ties the rollout, its lists and its steering together: the lists are read anew when it says that they changed. */
export function useMigration(gateway: Gateway): Migration {
  const [sight, changed] = useRollout(gateway);
  const [lock, onRefused] = useLock(gateway);
  const steering = useSteering(gateway, sight.rollout, changed, onRefused);
  const { state, evidence, mismatches: stored } = sight.rollout ?? {};
  const version = `${state?.version}`;
  const audit = usePages(gateway, readAudit, version);
  const mismatches = usePages(gateway, readMismatches, `${version} ${stored} ${evidence?.mismatched}`);
  const search = useSearch();
  return {
    sight,
    steering,
    lock,
    onRefused,
    mismatches,
    audit,
    open: mismatchOf(search),
    onOpen: (id) => replaceSearch(withMismatch(id, search)),
  };
}
