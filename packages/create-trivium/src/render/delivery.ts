import { type Tree, textOf } from "trivium/tree";
import { parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import type { Choices } from "../choices.ts";
import { edit } from "./edit.ts";

/** Makes the workflow, updates, the devcontainer and images fit a project without kernel, and with what was chosen. */
export function fitDelivery(tree: Tree, choices: Choices): void {
  fitWorkflow(tree, choices);
  fitUpdates(tree);
  fitDevcontainer(tree, choices);
  edit(tree, "deploy/gateway.Dockerfile", [
    [/# The kernel that the page[^]*?\n\n/, ""],
    [/COPY --from=wasm .*\n/, ""],
  ]);
  if (choices.page) return;
  edit(tree, "deploy/gateway.Dockerfile", [
    ["The gateway and the page", "The gateway"],
    [" --workspace @trivium/web", ""],
    [" && mv apps/web/dist /web", ""],
    ["COPY apps/web/dist /web\n", ""],
    ["cp -r /gateway /web /rootfs", "cp -r /gateway /rootfs"],
    ["ENV WEB_ROOT=/web\n", ""],
  ]);
}

function fitDevcontainer(tree: Tree, { page, postgres, kubernetes }: Choices): void {
  const file = ".devcontainer/devcontainer.json";
  if (!page && !postgres) edit(tree, file, [[/sudo apt-get .* && (?=npm run doctor)/, ""]]);
  else if (!page) edit(tree, file, [[" chromium", ""]]);
  else if (!postgres) edit(tree, file, [[" postgresql", ""]]);
  if (!kubernetes) edit(tree, file, [[/,\n.*kubectl-helm.*(?=\n)/, ""]]);
}

/** Steps of the workflow, by the beginnings of their names: of the kernel, and of what can be chosen. */
const KERNEL_STEP = "What the kernel is checked with";
const STEPS = { page: "The browser", postgres: "The database", kubernetes: "Helm" } as const;

function fitWorkflow(tree: Tree, choices: Choices): void {
  const file = ".github/workflows/ci.yml";
  const text = textOf(tree, file);
  const absent = (["page", "postgres", "kubernetes"] as const).filter((choice) => !choices[choice]);
  const foreignSteps = [KERNEL_STEP, ...absent.map((choice) => STEPS[choice])];
  const steps = parseDocument(text).getIn(["jobs", "test", "steps"]) as YAMLSeq<YAMLMap>;
  const foreign = steps.items.filter((step) => foreignSteps.some((start) => nameOf(step).startsWith(start)));
  tree.write(file, without(text, foreign));
  edit(tree, file, [
    [/^ *rustup target add .*\n/m, ""],
    [/name: The sample .*/, "name: The sample"],
  ]);
}

function nameOf(step: YAMLMap): string {
  const name = step.get("name");
  return typeof name === "string" ? name : "";
}

/** Updates are looked for only in folders that there are. */
function fitUpdates(tree: Tree): void {
  const file = ".github/dependabot.yml";
  const isThere = (folder: string) => folder === "/" || tree.exists(folder.slice(1));
  const text = textOf(tree, file).replace(
    /directories: \[(.*)\]/g,
    (_, list: string) => `directories: [${list.split(", ").filter(isThere).join(", ")}]`,
  );
  const updates = parseDocument(text).get("updates") as YAMLSeq<YAMLMap>;
  const idle = updates.items.filter((update) => {
    const folder = update.get("directory");
    return typeof folder === "string" && !isThere(folder);
  });
  tree.write(file, without(text, idle));
}

/** A text without items of a list; whatever else is in it stays as it is written. */
function without(text: string, items: readonly YAMLMap[]): string {
  return items.toReversed().reduce((rest, { range }) => {
    const [start, , end] = range ?? [0, 0, 0];
    return rest.slice(0, rest.lastIndexOf("\n", start) + 1) + rest.slice(end);
  }, text);
}
