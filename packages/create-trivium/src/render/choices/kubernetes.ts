import { removeEntry, removeFromList } from "trivium/patch/yaml";
import { type Tree, textOf } from "trivium/tree";
import { addPlace } from "../places.ts";
import type { Part } from "./part.ts";

/** A Helm chart of the services. */
export const kubernetes: Part = {
  copied: [["deploy/chart"], ["docs/kubernetes.md"], ["tests/chart"]],
  fit,
};

const VALUES = "deploy/chart/values.yaml";

/** Only the gateway is there yet; it has nobody who steers. */
function fit(tree: Tree): void {
  addPlace(
    tree,
    ["`deploy/chart`", "a Helm chart of all services: see [docs/kubernetes.md](docs/kubernetes.md)"],
    "deploy",
  );
  const without = ["ferris", "gopher"].reduce(
    (text, name) => {
      return removeFromList(removeEntry(text, ["services"], name), ["services", "gateway", "calls"], name);
    },
    textOf(tree, VALUES),
  );
  tree.write(VALUES, removeEntry(without, ["services", "gateway", "secrets"], "TRIVIUM_OPERATOR_TOKEN"));
}
