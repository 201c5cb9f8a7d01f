import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runServer } from "verdaccio";
import { type Ended, outerless, setting } from "./outside.ts";

/** An npm registry on this machine: it has create-trivium itself, and everything else from the registry that npm uses. */
export class Registry {
  readonly #server: Server;
  readonly #folder: string;
  readonly #own: NodeJS.ProcessEnv;

  private constructor(server: Server, folder: string, own: NodeJS.ProcessEnv) {
    this.#server = server;
    this.#folder = folder;
    this.#own = own;
  }

  /** @param own variables for the programs that use this registry, beside those that name it. */
  static async open(own: NodeJS.ProcessEnv = {}): Promise<Registry> {
    const folder = mkdtempSync(join(tmpdir(), "trivium-registry-"));
    const everybody = { access: "$all", publish: "$all" };
    const server: Server = await runServer({
      self_path: folder,
      storage: join(folder, "storage"),
      uplinks: { upstream: { url: setting("registry") } },
      packages: { "create-trivium": everybody, "**": { access: "$all", proxy: "upstream" } },
      log: { type: "stdout", format: "pretty", level: "fatal" },
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    // Names, and programs that npx has fetched, are this registry's; archives are known by their hashes.
    const cache = join(folder, "cache");
    mkdirSync(cache);
    symlinkSync(join(setting("cache"), "_cacache"), join(cache, "_cacache"));
    return new Registry(server, folder, own);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Publishes the package in a folder. */
  async publish(folder: string): Promise<void> {
    const { code, stderr } = await this.run(folder, "npm", "publish", "--ignore-scripts");
    if (code !== 0) throw new Error(stderr);
  }

  /** Runs npm, or npx, as somebody who knows no other registry. */
  run(cwd: string, program: "npm" | "npx", ...args: string[]): Promise<Ended> {
    const options = { cwd, env: this.env, encoding: "utf8", maxBuffer: 1 << 28 } as const;
    return new Promise((done) => {
      execFile(program, args, options, (error, stdout, stderr) => {
        done({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      });
    });
  }

  /** The environment of somebody who knows no other registry. */
  get env(): NodeJS.ProcessEnv {
    const { port } = this.#server.address() as AddressInfo;
    return {
      ...outerless(),
      npm_config_registry: `http://127.0.0.1:${port}/`,
      [`npm_config_//127.0.0.1:${port}/:_authToken`]: "anybody",
      npm_config_cache: join(this.#folder, "cache"),
      npm_config_yes: "true",
      ...this.#own,
    };
  }
}
