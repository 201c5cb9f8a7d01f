/** How a command ends. A script may rely on these. */
export const EXIT = {
  /** It is done. */
  done: 0,
  /** It could not be done: the stack is not up, a token is missing, there is no such mismatch. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The rollout was changed meanwhile; nothing has changed by this. */
  stale: 3,
  /** The step is not allowed, or the evidence for it is missing; nothing has changed. */
  refused: 4,
  /** Both sides were run again, and they differ. */
  differs: 5,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];
