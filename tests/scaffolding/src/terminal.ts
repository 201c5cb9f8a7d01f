import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/** Where the guide has the gateway, which takes the next port when that one is in use. */
const GATEWAY = "http://127.0.0.1:8080";
/** Where its container is here, beside whatever is tested meanwhile. */
const CONTAINER = "http://127.0.0.1:18080";
const SERVING = /(http:\/\/127\.0\.0\.1:(\d+))\S* \(Ctrl-C to stop\)/;

/** Types commands as somebody who follows the guide, in one terminal after another. */
export class Terminal {
  #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  #gateway = CONTAINER;
  #serving: ChildProcess | undefined;

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#env = env;
  }

  /** The folder that it is in. */
  get folder(): string {
    return this.#folder;
  }

  /**
   * Types a command, and waits until it has ended or, of one that serves, until that says where.
   *
   * @param env what it is told beside all that the others are told.
   * @returns what it printed on standard output.
   * @throws {Error} with all that it printed, when it fails.
   */
  async type(command: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const [, folder] = /^cd (.+)$/.exec(command) ?? [];
    if (folder !== undefined) {
      this.#folder = resolve(this.#folder, folder);
      return "";
    }
    return command === "npm start" ? this.#serve(command, env) : this.#run(command, env);
  }

  /** Presses Ctrl-C where something serves. */
  async interrupt(): Promise<void> {
    const serving = this.#serving;
    this.#serving = undefined;
    this.#gateway = CONTAINER;
    if (serving?.pid === undefined || serving.exitCode !== null) return;
    const gone = once(serving, "close");
    process.kill(-serving.pid, "SIGINT");
    await gone;
  }

  async #run(command: string, env: NodeJS.ProcessEnv): Promise<string> {
    const child = this.#spawn(command.replaceAll(GATEWAY, this.#gateway), env);
    const printed = collect(child);
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`${command} ended with ${code}:\n${printed.out}\n${printed.all}`);
    return printed.out;
  }

  async #serve(command: string, env: NodeJS.ProcessEnv): Promise<string> {
    const child = this.#spawn(command, env);
    this.#serving = child;
    const printed = collect(child);
    const { promise, resolve: done, reject } = Promise.withResolvers<string>();
    const look = () => {
      const [, gateway] = SERVING.exec(printed.all) ?? [];
      if (gateway !== undefined) done(gateway);
    };
    child.stdout?.on("data", look);
    child.stderr?.on("data", look);
    child.once("close", (code) => reject(new Error(`${command} ended with ${code}:\n${printed.all}`)));
    this.#gateway = await promise;
    return printed.out;
  }

  #spawn(command: string, env: NodeJS.ProcessEnv): ChildProcess {
    // What a person who has another port would say once.
    const own = { ACME_SHOP_URL: this.#gateway, GATEWAY_PORT: new URL(this.#gateway).port };
    return spawn("bash", ["-c", command], {
      cwd: this.#folder,
      env: { ...this.#env, ...own, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
  }
}

/** What a program prints, on standard output and on both. */
function collect({ stdout, stderr }: ChildProcess): { out: string; all: string } {
  const printed = { out: "", all: "" };
  stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed.out += text;
    printed.all += text;
  });
  stderr?.setEncoding("utf8").on("data", (text: string) => {
    printed.all += text;
  });
  return printed;
}
