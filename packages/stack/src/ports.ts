import { createServer, type Server } from "node:net";

const HOST = "127.0.0.1";

/** Whether a port is free on loopback. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}

/** The given ports, each raised until it is free and not taken by another of them. */
export async function nextFree(wanted: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const first of wanted) {
    let port = first;
    while (found.includes(port) || !(await isFree(port))) port++;
    found.push(port);
  }
  return found;
}

/** So many free ports, chosen by the system. */
export async function anyFree(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  try {
    return await Promise.all(servers.map(listenAnywhere));
  } finally {
    await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  }
}

function listenAnywhere(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new Error(`no free port on ${HOST}`, { cause: error })));
    server.listen(0, HOST, () => resolve((server.address() as { port: number }).port));
  });
}
