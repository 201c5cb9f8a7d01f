/** Stopping without dropping work: a signal, then a bounded drain. */

/** Resolves at SIGTERM or SIGINT. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, resolve);
  });
}

/** Waits for work in flight, at most so long; says whether it ended in time. */
export async function drained(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const overrun = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false);
  });
  try {
    return await Promise.race([work.then(() => true), overrun]);
  } finally {
    clearTimeout(timer);
  }
}
