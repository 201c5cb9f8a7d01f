import type { Command } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";

const WIDTH = 24;

/** What `--help` prints, for one command or for all. */
export function helpText(name: string | undefined): string {
  const command = name === undefined ? undefined : COMMANDS[name];
  if (name !== undefined && command !== undefined) return `${usage(name, command)}\n\n${COMMON}`;
  const list = Object.entries(COMMANDS).map(([each, { summary, operand = "" }]) =>
    row(`${each} ${operand}`, summary),
  );
  return [
    "Watches and steers the rollout of a hot path.",
    "",
    "usage: npx trivium rollout COMMAND [OPTION...]",
    "",
    ...list,
    row("COMMAND --help", "its options"),
    "",
    COMMON,
    "",
    EXITS,
  ].join("\n");
}

function usage(name: string, { summary, operand, options = {} }: Command): string {
  const required = Object.entries(options).flatMap(([option, { required: must, value }]) =>
    must === true ? [`--${option} ${value}`] : [],
  );
  return [
    `usage: npx trivium rollout ${[name, ...(operand === undefined ? [] : [operand]), ...required].join(" ")} [OPTION...]`,
    "",
    summary,
    "",
    ...Object.entries(options).map(([option, { value, help }]) => row(`--${option} ${value}`, help)),
  ]
    .join("\n")
    .trimEnd();
}

const row = (left: string, right: string) => `  ${left.trimEnd().padEnd(WIDTH)}${right}`;

const COMMON = [
  row("--json", "JSON instead of text: an answer, or the problem; of watch, one a line"),
  row("--url URL", "the gateway; TRIVIUM_URL or http://127.0.0.1:8080 by default"),
  row("--service NAME", "whose rollout, where there is more than one; TRIVIUM_SERVICE by default"),
  "",
  "TRIVIUM_TOKEN is the token to show, where the gateway asks for one.",
].join("\n");

const EXITS = [
  "exit codes:",
  "  0  done",
  "  1  failed: the stack is not up, a token is missing, there is no such mismatch",
  "  2  wrong use",
  "  3  the rollout was changed meanwhile: nothing done, read it again",
  "  4  the step is refused: nothing done",
  "  5  replay: the sides differ",
].join("\n");
