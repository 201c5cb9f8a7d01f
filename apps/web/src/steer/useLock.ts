import { useCallback, useState } from "react";
import type { Fault } from "../api/fault.ts";
import type { Gateway } from "../api/gateway.ts";
import { locks } from "./refusal.ts";

/** Why this person may steer nothing, once the gateway has said so; forgotten behind another token. */
export function useLock(gateway: Gateway): [lock: Fault | undefined, note: (fault: Fault) => void] {
  const [locked, setLocked] = useState<{ gateway: Gateway; fault: Fault }>();
  const note = useCallback(
    (fault: Fault) => {
      if (locks(fault)) setLocked({ gateway, fault });
    },
    [gateway],
  );
  return [locked?.gateway === gateway ? locked.fault : undefined, note];
}
