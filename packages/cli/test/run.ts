import { rollout } from "../src/rollout.ts";

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `npx trivium rollout` in this process, without a terminal. */
export async function run(
  url: string,
  args: readonly string[],
  variables: Record<string, string> = {},
  signal = new AbortController().signal,
): Promise<Ended> {
  let [out, err] = ["", ""];
  const exit = await rollout(args, {
    variables: { TRIVIUM_URL: url, ...variables },
    signal,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { exit, out, err };
}
