/** One package needs another, by their names, and why. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Where one can see it. */
  readonly because: string;
}

/**
 * Names of packages and of all that need them, directly or through others. What needs an
 * opaque package sees nothing of what that needs.
 */
export function withDependents(
  names: readonly string[],
  edges: readonly Edge[],
  opaque: ReadonlySet<string> = new Set(),
): string[] {
  const found = new Set(names);
  // A set that grows while it is walked is walked to its end.
  for (const one of found) {
    if (opaque.has(one) && !names.includes(one)) continue;
    for (const { from, to } of edges) if (to === one) found.add(from);
  }
  return [...found];
}
