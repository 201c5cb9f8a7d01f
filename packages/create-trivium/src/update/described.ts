import type { Updated } from "./update.ts";

/** What people are told of an update. */
export function described(updated: Updated): string {
  const { from, to, upToDate, changes, conflicts, deleted, written } = updated;
  if (upToDate) return `up to date: made by ${from}`;
  const made = `made by ${from}, and this is ${to}`;
  if (changes.length === 0 && conflicts.length === 0) return `not up to date: ${made}`;
  const done = written ? `updated from ${from} to ${to}; nothing is committed` : `${made}; this would change`;
  return [
    `${done}:\n`,
    ...changes.map((change) => `  ${change}`),
    ...listed("deleted here, changed since, and left deleted", deleted),
    ...listed("conflicts, as git leaves them", conflicts),
    ...(written ? ["", "Next:\n", ...next(updated).map((command) => `  ${command}`)] : []),
  ].join("\n");
}

function listed(what: string, files: readonly string[]): string[] {
  return files.length === 0 ? [] : ["", `${what}:\n`, ...files.map((file) => `  ${file}`)];
}

function next({ conflicts, finished, stale }: Updated): string[] {
  const tidy = stale.some((file) => file.endsWith("go.sum")) ? ["go -C services-go mod tidy"] : [];
  return [
    ...(conflicts.length === 0 ? [] : ["git diff   # decide, then git add each file"]),
    ...(finished ? [] : ["npm install && npm run generate", ...tidy, "npm run format"]),
    "npm test",
    "git commit --all --message 'Update'",
    "# or take it back: git reset --hard",
  ];
}
