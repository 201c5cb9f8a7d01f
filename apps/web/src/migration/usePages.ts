import { useCallback, useEffect, useState } from "react";
import { asFault, type Fault } from "../api/fault.ts";
import type { Gateway } from "../api/gateway.ts";
import { persist } from "../api/persist.ts";

/** One page of a list, newest first. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | undefined;
}

/** Reads one page. It must be one function for as long as the list is the same. */
export type ReadPage<T> = (
  gateway: Gateway,
  cursor: string | undefined,
  signal: AbortSignal,
) => Promise<ListPage<T>>;

/** The newest items of a list. */
export interface Pages<T> {
  /** Undefined until they are known. */
  readonly items: readonly T[] | undefined;
  readonly fault: Fault | undefined;
  /** Reads further back; undefined at the end. */
  readonly more: (() => void) | undefined;
}

interface Reading<T> {
  readonly items: readonly T[];
  readonly complete: boolean;
}

/** Lists items, anew whenever `version` changes: what is listed stays until the new list is there. */
export function usePages<T>(gateway: Gateway, read: ReadPage<T>, version: string): Pages<T> {
  const [count, setCount] = useState(1);
  const [reading, setReading] = useState<Reading<T>>();
  const [fault, setFault] = useState<Fault>();
  useEffect(() => {
    const keep = async (signal: AbortSignal) => {
      try {
        setReading(await persist(() => readPages(gateway, read, count, signal), signal));
        setFault(undefined);
      } catch (error) {
        if (!signal.aborted) setFault(asFault(error));
      }
    };
    const controller = new AbortController();
    void keep(controller.signal);
    return () => controller.abort();
  }, [gateway, read, version, count]);
  const more = useCallback(() => setCount((before) => before + 1), []);
  return { items: reading?.items, fault, more: reading?.complete === false ? more : undefined };
}

async function readPages<T>(
  gateway: Gateway,
  read: ReadPage<T>,
  count: number,
  signal: AbortSignal,
): Promise<Reading<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < count; page++) {
    const { items: found, nextCursor } = await read(gateway, cursor, signal);
    items.push(...found);
    cursor = nextCursor;
    if (cursor === undefined) break;
  }
  return { items, complete: cursor === undefined };
}
