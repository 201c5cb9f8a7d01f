// Outlives the supervisor by a moment: when the supervisor is gone, however it went, the
// services it started go too. Standard input carries "+PID" and "-PID" lines for process
// groups; its end means that the supervisor is gone.

import { createInterface } from "node:readline";

const GRACE_MS = 3000;
const groups = new Set();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const group = Number(line.slice(1));
  // Signalling group 0 or 1 would reach everything there is.
  if (!Number.isSafeInteger(group) || group <= 1) continue;
  if (line.startsWith("+")) groups.add(group);
  else groups.delete(group);
}

function signalAll(signal) {
  for (const group of groups) {
    try {
      process.kill(-group, signal);
    } catch {
      groups.delete(group);
    }
  }
}

signalAll("SIGTERM");
const until = Date.now() + GRACE_MS;
while (groups.size > 0 && Date.now() < until) {
  await new Promise((resume) => setTimeout(resume, 50));
  signalAll(0);
}
signalAll("SIGKILL");
