/** The command line is wrong: exit code 2. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}

/** What was asked for cannot be done here: exit code 1. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** Somebody wants it to stop: exit code 130. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  /** @param consequence what people are to know then. */
  constructor(consequence = "nothing was made") {
    super(`stopped: ${consequence}`);
  }
}

/** The exit code of an error; nothing when it is not one of these, nor what the operating system refuses. */
export function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof BadInput) return 2;
  if (error instanceof Failure || (error instanceof Error && "syscall" in error)) return 1;
  return error instanceof Interrupted ? 130 : undefined;
}
