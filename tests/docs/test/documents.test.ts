import { globSync, readdirSync } from "node:fs";
import { COMMANDS } from "@trivium/cli/commands";
import { EXIT } from "@trivium/cli/exit";
import { expect, test } from "vitest";
import { anchorsOf, codeIn, documents, linksIn, ROOT, read } from "../src/documents.ts";

const all = documents();
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
/** Scripts that npm runs without "run". */
const SHORT = new Set(["start", "test"]);

test("every link leads somewhere", () => {
  const broken = all.flatMap((document) =>
    linksIn(document)
      .filter(({ file, anchor }) => {
        if (globSync(file, { cwd: ROOT }).length === 0) return true;
        return anchor !== "" && !anchorsOf(read(file)).includes(anchor);
      })
      .map(({ file, anchor }) => `${document.path}: ${file}#${anchor}`),
  );
  expect(broken).toEqual([]);
});

test("every path that is named exists", () => {
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const looksLikePath = new RegExp(
    `^(${folders.map(({ name }) => RegExp.escape(name)).join("|")})/[\\w./*{},-]+$`,
  );
  const generated = /^(node_modules|data)\/|\/(dist|bin|reports)\b/;
  const missing = all.flatMap((document) =>
    codeIn(document)
      .filter((code) => looksLikePath.test(code) && !generated.test(code))
      .filter((path) => globSync(path, { cwd: ROOT }).length === 0)
      .map((path) => `${document.path}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test("every npm command that is named exists", () => {
  const unknown = all.flatMap((document) =>
    codeIn(document).flatMap((code) =>
      [...code.matchAll(/\bnpm (?:run )?([\w:-]+)/g)]
        .map(([, name = ""]) => name)
        .filter((name) => code.includes(`npm run ${name}`) && scripts[name] === undefined)
        .map((name) => `${document.path}: npm run ${name}`),
    ),
  );
  expect(unknown).toEqual([]);
});

test("every word behind npx trivium that is named exists", () => {
  const unknown = all.flatMap((document) =>
    codeIn(document).flatMap((code) =>
      [...code.matchAll(/\bnpx trivium(?: (\w+))?(?: (\w+))?/g)]
        .filter(([, word = "start", second]) =>
          word === "rollout"
            ? second !== undefined && COMMANDS[second] === undefined
            : scripts[word] === undefined,
        )
        .map(([words]) => `${document.path}: ${words}`),
    ),
  );
  expect(unknown).toEqual([]);
});

test("every command and exit code of the rollout is in docs/commands.md", () => {
  const text = read("docs/commands.md");
  const commands = Object.keys(COMMANDS).filter((name) => !text.includes(`| \`npx trivium rollout ${name}`));
  const codes = Object.values(EXIT).filter((code) => !text.includes(`\n| ${code} | `));
  expect([...commands, ...codes]).toEqual([]);
});

test("every command is in docs/commands.md", () => {
  const text = read("docs/commands.md");
  const hidden = Object.keys(scripts).filter(
    (name) => !text.includes(SHORT.has(name) ? `\`npm ${name}\`` : `\`npm run ${name}\``),
  );
  expect(hidden).toEqual([]);
});
