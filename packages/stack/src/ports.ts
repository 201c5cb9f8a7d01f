import { createServer, type ListenOptions, type Server } from "node:net";

const HOST = "127.0.0.1";
/** Below the ports that Linux, macOS and Windows hand out to callers that name none. */
const OWN_PORTS = { first: 20_000, count: 10_000 };

/** Only Linux has abstract sockets: they belong to the network namespace, as a port does. */
const LOCKS = process.platform === "linux";
/** One name in all projects, which may run side by side. */
const lockOf = (port: number) => `\0stack-port-${port}`;

/** Ports that this process has chosen. */
const reserved = new Set<number>();

/** The given ports, each raised until it is free. They stay reserved while this process lives. */
export async function nextFree(wanted: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const first of wanted) {
    let port = first;
    while (!(await reserve(port))) port++;
    found.push(port);
  }
  return found;
}

/** So many free ports, which the system gives to nobody else. */
export function anyFree(count: number): Promise<number[]> {
  const first = OWN_PORTS.first + Math.floor(Math.random() * OWN_PORTS.count);
  return nextFree(Array.from({ length: count }, () => first));
}

/**
 * Reserves a port that is free on loopback: its service listens later, and again after a restart.
 * On Linux a lock shows it to other processes; it ends with this process, however that ends.
 */
async function reserve(port: number): Promise<boolean> {
  if (reserved.has(port)) return false;
  reserved.add(port);
  const lock = LOCKS ? await listen({ path: lockOf(port) }) : undefined;
  // Probed under the lock alone: a probe is in the way of a service that is about to listen.
  const isReserved = (lock !== undefined || !LOCKS) && (await isFree(port));
  if (isReserved) lock?.unref();
  else {
    lock?.close();
    reserved.delete(port);
  }
  return isReserved;
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen({ port, host: HOST });
  if (server === undefined) return false;
  await new Promise((closed) => server.close(closed));
  return true;
}

/** Nothing when it is taken. */
function listen(at: ListenOptions): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(at, () => resolve(server));
  });
}
