import { removeEntry } from "trivium/patch/yaml";
import { type Tree, textOf } from "trivium/tree";
import { addPlace } from "../places.ts";
import type { Part } from "./part.ts";

/** A Helm chart of the services. */
export const kubernetes: Part = {
  copied: [["deploy/chart"], ["docs/kubernetes.md"], ["tests/chart"]],
  fit,
};

const VALUES = "deploy/chart/values.yaml";

/** What the reference's services need beyond what any service does. */
const FOREIGN = [
  ["ferris", "addressVariable"],
  ["gopher", "secrets"],
  ["gopher", "egress"],
  ["gateway.secrets", "TRIVIUM_OPERATOR_TOKEN"],
] as const;

function fit(tree: Tree): void {
  addPlace(
    tree,
    ["`deploy/chart`", "a Helm chart of all services: see [docs/kubernetes.md](docs/kubernetes.md)"],
    "deploy",
  );
  const values = FOREIGN.reduce(
    (text, [path, key]) => removeEntry(text, ["services", ...path.split(".")], key),
    textOf(tree, VALUES),
  );
  tree.write(VALUES, values.replace("calls: [gopher, ferris]", "calls: [gopher]"));
}
