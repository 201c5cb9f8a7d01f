import { parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { type Tree, textOf } from "../tree.ts";

/** Makes the workflow, updates, the devcontainer and images fit a project without page, database and kernel. */
export function fitDelivery(tree: Tree): void {
  fitWorkflow(tree);
  fitUpdates(tree);
  edit(tree, ".devcontainer/devcontainer.json", [
    [/"postCreateCommand": ".*"/, '"postCreateCommand": "npm run doctor && npm run build"'],
  ]);
  edit(tree, "deploy/gateway.Dockerfile", [
    ["The gateway and the page", "The gateway"],
    [" --workspace @trivium/web", ""],
    [" && mv apps/web/dist /web", ""],
    ["COPY apps/web/dist /web\n", ""],
    ["cp -r /gateway /web /rootfs", "cp -r /gateway /rootfs"],
    ["ENV WEB_ROOT=/web\n", ""],
  ]);
}

/** Replaces texts, each of which must be there. */
function edit(
  tree: Tree,
  file: string,
  changes: readonly (readonly [from: string | RegExp, to: string])[],
): void {
  let text = textOf(tree, file);
  for (const [from, to] of changes) {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`${file} no longer has ${String(from)}`);
    text = changed;
  }
  tree.write(file, text);
}

/** Steps of the workflow that only the demonstration needs, by the beginnings of their names. */
const FOREIGN_STEPS = ["What the kernel is checked with", "The browser, the database"];

function fitWorkflow(tree: Tree): void {
  const file = ".github/workflows/ci.yml";
  const workflow = parseDocument(textOf(tree, file));
  const steps = workflow.getIn(["jobs", "test", "steps"]) as YAMLSeq<YAMLMap>;
  steps.items = steps.items.filter((step) => {
    const name = nameOf(step);
    return !FOREIGN_STEPS.some((start) => name.startsWith(start));
  });
  for (const step of steps.items) {
    const run = step.get("run");
    if (typeof run === "string") step.set("run", run.replace(/^rustup target add .*\n/m, ""));
    if (nameOf(step).startsWith("The sample")) step.set("name", "The sample");
  }
  tree.write(file, workflow.toString({ lineWidth: 0 }));
}

function nameOf(step: YAMLMap): string {
  const name = step.get("name");
  return typeof name === "string" ? name : "";
}

/** Updates are looked for only in folders that there are. */
function fitUpdates(tree: Tree): void {
  const file = ".github/dependabot.yml";
  const document = parseDocument(textOf(tree, file));
  const updates = document.get("updates") as YAMLSeq<YAMLMap>;
  const isThere = (folder: unknown) => folder === "/" || tree.exists(String(folder).slice(1));
  updates.items = updates.items.filter((update) => {
    const folders = update.get("directories") as YAMLSeq<{ value: string }> | undefined;
    if (folders === undefined) return isThere(update.get("directory"));
    folders.items = folders.items.filter(({ value }) => isThere(value));
    return folders.items.length > 0;
  });
  tree.write(file, document.toString({ lineWidth: 0 }));
}
