import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ColdTable, partsOf } from "../src/cold/measure.ts";
import { coldEnvironment } from "../src/cold/place.ts";
import { cpuOf } from "../src/cold/start.ts";
import { document, replaced } from "../src/report/document.ts";
import type { Report } from "../src/report/report.ts";

const MAIN = resolve(import.meta.dirname, "../src/main.ts");

describe("the parts of a start", () => {
  const lines = [
    [17_000, "Installed npm packages in 17 s"],
    [50_000, "Compiled go in 50 s"],
    [55_000, "55 s  compiling rust"],
    [80_000, "Compiled rust in 80 s"],
    [86_000, "Building took 6 s"],
    [86_500, "gateway   ready"],
  ].map(([atMs, said]) => ({ atMs: atMs as number, text: said as string }));

  test("are told by its lines", () => {
    expect(partsOf(lines, 88_000)).toEqual({
      packagesMs: 17_000,
      goMs: 50_000,
      rustMs: 80_000,
      buildMs: 6000,
      sampleMs: 2000,
    });
  });

  test("cannot be told when one of them is missing", () => {
    expect(() => partsOf(lines.toSpliced(3, 1), 88_000)).toThrow("npm start did not say Compiled rust");
  });
});

test("processor time is what the shell says of its children", () => {
  expect(cpuOf("0m0.010s 0m0.020s\n2m3.500s 0m6.250s\n")).toBe(129_750);
});

test("caches are in the home, settings and tools are the machine's", () => {
  const env = {
    PATH: ["/usr/bin", "/bin"].join(delimiter),
    HOME: "/home/me",
    XDG_CACHE_HOME: "/elsewhere",
    GOMODCACHE: "/elsewhere",
    CARGO_TARGET_DIR: "/elsewhere",
    npm_config_omit: "dev",
    LANG: "C",
  };
  const settings = { npm: "/home/me/.npmrc", go: "/home/me/.config/go/env", rustup: "/home/me/.rustup" };
  expect(coldEnvironment(env, "/cold", settings)).toEqual({
    PATH: env.PATH,
    LANG: "C",
    HOME: "/cold",
    npm_config_userconfig: settings.npm,
    npm_config_cache: "/cold/.npm",
    GOENV: settings.go,
    GOPATH: "/cold/go",
    GOCACHE: "/cold/.cache/go-build",
    CARGO_HOME: "/cold/.cargo",
    RUSTUP_HOME: settings.rustup,
  });
});

describe("the document", () => {
  const machine = { processor: "one", cores: 2, memoryGiB: 8, system: "Linux", versions: { Node: "26" } };
  const report: Report = { date: "2026-01-02T03:04:05Z", quick: false, machine };
  const cold: ColdTable = {
    commit: "abc1234",
    packagesMs: 17_000,
    goMs: 50_000,
    rustMs: 80_000,
    buildMs: 6000,
    sampleMs: 2000,
    totalMs: 88_000,
    cpuMs: 160_000,
    againMs: 1100,
  };

  test("keeps what the other command has written", () => {
    const whole = document(report);
    const both = replaced(whole, { ...report, cold });
    expect(both.startsWith(`${whole.trimEnd()}\n\n## Cold start\n`)).toBe(true);
    expect(both).toMatch(/\| in all +\| +88 \|\n/);
    expect(both).toContain("a clone of abc1234");
    const slower = replaced(both, { ...report, cold: { ...cold, totalMs: 99_000 } });
    expect(slower).toBe(both.replace("|  88 |", "|  99 |"));
    expect(replaced(slower, report)).toBe(slower);
    expect(replaced(whole, report)).toBe(whole);
  });
});

describe("the command", () => {
  let folder: string;
  let programs: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "trivium-cold-test-"));
    programs = mkdtempSync(join(tmpdir(), "trivium-cold-programs-"));
  });
  afterEach(() => {
    for (const one of [folder, programs]) rmSync(one, { recursive: true });
  });

  /** Puts something in the place of npm. */
  function npm(body: string): void {
    writeFileSync(join(programs, "npm"), `#!/bin/sh\n${body}\n`);
    chmodSync(join(programs, "npm"), 0o755);
  }

  function bench(): ChildProcess {
    const PATH = [programs, "/usr/bin", "/bin"].join(delimiter);
    return spawn(process.execPath, [MAIN, "--only", "cold", "--json", "numbers.json"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PATH, INIT_CWD: folder, TMPDIR: folder, RECORD: join(programs, "record") },
    });
  }

  async function run() {
    const child = bench();
    const [said, [code]] = await Promise.all([
      child.stderr === null ? "" : text(child.stderr),
      once(child, "close") as Promise<[number]>,
    ]);
    return { said, code };
  }

  const SAYS = [
    "Installed npm packages in 0 s",
    "Compiled rust in 0 s",
    "Compiled go in 0 s",
    "Building took 0 s",
  ];

  test("starts a clone twice in an empty home, and leaves nothing", async () => {
    npm(`echo "$*; $(ls $HOME); $(ls -d packages/stack)" >> $RECORD; mkdir -p $HOME/kept; chmod a-w $HOME
${SAYS.map((line) => `echo ${line} >&2`).join("\n")}`);
    const { said, code } = await run();
    expect([code, said]).toEqual([0, expect.stringContaining("starting it again")]);
    expect(readFileSync(join(programs, "record"), "utf8")).toBe(
      "start -- --once; ; packages/stack\nstart -- --once; kept; packages/stack\n",
    );
    const { cold } = JSON.parse(readFileSync(join(folder, "numbers.json"), "utf8")) as { cold: ColdTable };
    expect(cold.commit).toMatch(/^[0-9a-f]{7,}$/);
    expect(cold.totalMs).toBeGreaterThanOrEqual(cold.rustMs);
    expect(readdirSync(folder)).toEqual(["numbers.json"]);
  });

  test("that does not start says what it said, and what it needs", async () => {
    npm("echo npm error EAI_AGAIN >&2; exit 1");
    const { said, code } = await run();
    expect(said).toMatch(/npm start failed .* registry[^]*EAI_AGAIN/);
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("that is interrupted by %s leaves nothing", async (signal) => {
    execFileSync("mkfifo", [join(programs, "never")]);
    npm(`echo "0 s  waiting" >&2; read x < ${join(programs, "never")}`);
    const child = bench();
    const exited = once(child, "exit");
    for await (const part of child.stderr ?? []) if (/waiting/.test(String(part))) break;
    child.kill(signal);
    expect(await exited).toEqual([130, null]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
