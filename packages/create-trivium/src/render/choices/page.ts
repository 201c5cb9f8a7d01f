import { last, setKey } from "trivium/patch/json";
import { editJson, type Tree, textOf } from "trivium/tree";
import { edit } from "../edit.ts";
import type { Manifest } from "../npmPackages.ts";
import { addPlace } from "../places.ts";
import type { Part } from "./part.ts";

const API = ["Notice.tsx", "TokenDialog.tsx", "fault.ts", "gateway.ts", "token.ts", "words.ts"];
const STYLES = ["base", "controls", "dialog", "field", "masthead", "notice", "tokens"];
const BROWSER = ["chromium", "look", "suite", "tab"];

/** A page that has one gizmo computed, and its tests in a browser. */
export const page: Part = {
  copied: [
    ["apps/web/package.json"],
    ["apps/web/public"],
    ["apps/web/tsconfig.json"],
    ["apps/web/vite.config.ts"],
    ...API.map((file) => [`apps/web/src/api/${file}`] as const),
    ["apps/web/src/format/duration.ts"],
    ["apps/web/src/main.tsx"],
    ...STYLES.map((name) => [`apps/web/src/styles/${name}.css`] as const),
    ["tests/browser/package.json"],
    ["tests/browser/tsconfig.json"],
    ["tests/browser/turbo.json"],
    ["tests/browser/vitest.config.ts"],
    ...BROWSER.map((name) => [`tests/browser/src/${name}.ts`] as const),
  ],
  fit,
};

function fit(tree: Tree): void {
  edit(tree, "apps/gateway/src/own.ts", [
    ["\n\n/** The head", '\n\nimport { resolve } from "node:path";\n\n/** The head'],
    ["Folder of a built page.", "Folder of the built page, from here and from the bundle."],
    ["undefined = undefined", 'undefined = resolve(import.meta.dirname, "../../web/dist")'],
  ]);
  addPlace(
    tree,
    ["`apps/web`", "the page: React, no state of its own; `tests/browser` has it in Chromium"],
    "apps/gateway",
  );
  const services = "packages/stack/services.json";
  tree.write(services, setKey(textOf(tree, services), ["gateway"], "assets", ["@trivium/web"], last));
  editJson<Manifest>(tree, "tests/browser/package.json", ({ scripts = {}, ...rest }) => {
    // Pictures are of the reference's own page.
    const kept = Object.entries(scripts).filter(([name]) => name !== "screenshot");
    return { ...rest, scripts: Object.fromEntries(kept) };
  });
}
