import { editJson, type Tree } from "trivium/tree";
import type { Manifest } from "../npmPackages.ts";
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
  editJson<Manifest>(tree, "tests/browser/package.json", ({ scripts = {}, ...rest }) => {
    // Pictures are of the reference's own page.
    const kept = Object.entries(scripts).filter(([name]) => name !== "screenshot");
    return { ...rest, scripts: Object.fromEntries(kept) };
  });
}
