import { watch } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";
import { packageFolders } from "./workspace.ts";

const SETTLE_MS = 150;
/** What building and testing leave in a package. */
const LEFT_BEHIND = /(^|\/)(bin|dist|node_modules|reports|target|\.turbo)(\/|$)/;

/**
 * Calls back with the files of all packages that changed, from the repository's folder,
 * after they have been quiet for a moment; never while an earlier call is under way.
 */
export function watchPackages(changed: (files: string[]) => Promise<void>): { close(): void } {
  let files: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let applying = Promise.resolve();
  const apply = async () => {
    const these = files;
    files = [];
    if (these.length > 0) await changed(these).catch((error: Error) => console.error(error.message));
  };
  const folders = packageFolders();
  const watchers = folders.map((folder) => {
    // A folder that holds other packages is watched itself, they by themselves.
    const recursive = !folders.some((other) => other.startsWith(`${folder}/`));
    return watch(join(ROOT, folder), { recursive }, (_, name) => {
      const file = `${folder}/${name}`;
      if (name === null || LEFT_BEHIND.test(file)) return;
      files.push(file);
      clearTimeout(timer);
      timer = setTimeout(() => {
        applying = applying.then(apply);
      }, SETTLE_MS);
    });
  });
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
