// Compiles the stack's Go and Rust programs while npm still downloads. Turbo builds them again and finds the compilers'
// caches warm, so that whatever fails here is left for it to show.

import { join } from "node:path";
import { ROOT, readJson } from "./files.mjs";

const COMPILED = ["go", "rust"];

/** Turbo hides these from compilers, which would make everything anew. */
const HIDDEN = /^(RUST(?!UP_)|CARGO_(?!HOME$|TARGET_DIR$))/;

/**
 * Starts the compilers, one for each language.
 *
 * @param {import("./jobs.mjs").Jobs} jobs
 * @returns {Promise<unknown>} when all have ended, however that went
 */
export function compile(jobs) {
  return Promise.all(
    COMPILED.map((language) => ({ language, builds: buildsOf(language) }))
      .filter(({ builds }) => builds.length > 0)
      .map(({ language, builds }) =>
        jobs.show(() => `compiling ${language}`, `Compiled ${language}`, inTurn(builds, jobs)),
      ),
  );
}

/** How the services of a language are built, as far as services.json can be understood. */
function buildsOf(language) {
  const services = Object.values(readJson("packages/stack/services.json") ?? {});
  const packages = readJson("package-lock.json")?.packages ?? {};
  return services.flatMap((service) => {
    if (service?.language !== language) return [];
    const folder = packages[`node_modules/${service.package}`]?.resolved;
    const build = readJson(`${folder}/package.json`)?.scripts?.build;
    return build === undefined ? [] : [{ folder, build }];
  });
}

/** One after the other: they compile the same libraries. */
async function inTurn(builds, jobs) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !HIDDEN.test(name)));
  for (const { folder, build } of builds) {
    const { succeeded } = jobs.run("sh", ["-c", build], { cwd: join(ROOT, folder), env });
    if (!(await succeeded)) return false;
  }
  return true;
}
