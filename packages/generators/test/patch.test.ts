import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addText, before, readJson, removeKey, removeText, setKey } from "../src/patch/json.ts";
import { addLine, removeLine } from "../src/patch/lines.ts";
import { addRow, removeRow } from "../src/patch/markdown.ts";
import { addToArray, readToml, removeFromArray } from "../src/patch/toml.ts";
import { addEntry, keysIn, removeEntry } from "../src/patch/yaml.ts";

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const words = fc.uniqueArray(word, { maxLength: 6 });

describe("JSON", () => {
  const text = `{
  // What there is.
  "one": { "list": ["b", "d"] },
  "two": {}
}
`;

  test("a key is set where it belongs, comments stay, and its value is written as Biome would", () => {
    const value = { port: 1, calls: ["a", "b"], empty: {} };
    expect(setKey(text, [], "three", value, before("two"))).toBe(`{
  // What there is.
  "one": { "list": ["b", "d"] },
  "three": {
    "port": 1,
    "calls": ["a", "b"],
    "empty": {}
  },
  "two": {}
}
`);
  });

  test("a key that is there gets another value", () => {
    expect(setKey(text, ["one"], "list", ["x"])).toBe(text.replace('["b", "d"]', '["x"]'));
  });

  test("an object that was empty is opened, and closed again", () => {
    const added = setKey(text, ["two"], "deep", 1);
    expect(added).toBe(text.replace("{}", '{\n    "deep": 1\n  }'));
    expect(removeKey(added, ["two"], "deep")).toBe(text);
  });

  test("a text is put into its place in a list, once", () => {
    const added = addText(text, ["one", "list"], "c");
    expect(added).toBe(text.replace('"b", "d"', '"b", "c", "d"'));
    expect(addText(added, ["one", "list"], "c")).toBe(added);
  });

  test("a list that is too long for a line takes several", () => {
    const long = Array.from({ length: 12 }, (_, index) => `something-${index}`);
    const set = setKey(text, [], "long", long);
    expect(set).toContain('"long": [\n    "something-0",\n');
    expect(addText(set, ["long"], "last")).toContain('    "last",\n    "something-0",\n');
  });

  test("what is no JSON is refused with the line", () => {
    expect(() => readJson('{\n  "a": \n}')).toThrow("is not JSON: ValueExpected in line 3");
    expect(() => setKey(text, ["none"], "a", 1)).toThrow("has no object at none");
  });

  test("whatever is added in whatever order and removed leaves no trace", () => {
    fc.assert(
      fc.property(words, words, fc.boolean(), (there, others, lines) => {
        const all = Object.fromEntries(there.map((name) => [name, 1]));
        const start = lines ? JSON.stringify(all, null, 2) : JSON.stringify([...there]);
        const added = others.filter((name) => !there.includes(name));
        const more = added.reduce(
          (rest, name) => (lines ? setKey(rest, [], name, 2) : addText(rest, [], name)),
          start,
        );
        expect(readJson(more)).toEqual(
          lines
            ? { ...all, ...Object.fromEntries(added.map((name) => [name, 2])) }
            : expect.arrayContaining([...there, ...added]),
        );
        const removed = added.toSorted();
        const less = removed.reduce(
          (rest, name) => (lines ? removeKey(rest, [], name) : removeText(rest, [], name)),
          more,
        );
        expect(less).toBe(start);
      }),
    );
  });
});

describe("YAML", () => {
  const text = `# A stack.
services:
  gateway:
    <<: *service # all of it
    depends_on: { broker: { condition: healthy } }
    environment:
      LISTEN: 0.0.0.0:8080

  broker:
    networks: [inside]
    # The last word.

networks:
  edge:
chart: {}
`;

  test("an entry is added after the one before it, before comments that are not its own", () => {
    const value = "\n  image: pricing\n  networks: [inside]";
    const added = addEntry(text, ["services"], "pricing", value, {
      place: (all) => all.length,
      spaced: true,
    });
    expect(added).toBe(
      text.replace(
        "    networks: [inside]\n",
        "    networks: [inside]\n\n  pricing:\n    image: pricing\n    networks: [inside]\n",
      ),
    );
    expect(removeEntry(added, ["services"], "pricing")).toBe(text);
  });

  test("in flow style it goes between the braces", () => {
    const path = ["services", "gateway", "depends_on"];
    const added = addEntry(text, path, "pricing", "{ condition: healthy }");
    expect(added).toBe(
      text.replace("condition: healthy } }", "condition: healthy }, pricing: { condition: healthy } }"),
    );
    expect(removeEntry(added, path, "pricing")).toBe(text);
  });

  test("a mapping that was empty is opened, and closed again", () => {
    const added = addEntry(text, ["chart"], "pricing", "\n  port: 1");
    expect(added).toBe(text.replace("chart: {}", "chart:\n  pricing:\n    port: 1"));
    expect(removeEntry(added, ["chart"], "pricing")).toBe(text);
  });

  test("a first entry comes and goes", () => {
    const path = ["services", "gateway", "environment"];
    const added = addEntry(text, path, "BROKER", "broker:1");
    expect(added).toContain("environment:\n      BROKER: broker:1\n      LISTEN: 0.0.0.0:8080\n\n");
    expect(removeEntry(added, path, "BROKER")).toBe(text);
  });

  test("keys are told; what is no YAML, or not there, is refused", () => {
    expect(keysIn(text, ["services"])).toEqual(["gateway", "broker"]);
    expect(keysIn(text, ["volumes"])).toBeUndefined();
    expect(() => keysIn("a: [", [])).toThrow(/^is not YAML: /);
    expect(() => addEntry(text, ["volumes"], "a", "1")).toThrow("has no mapping at volumes");
  });

  test("whatever is added in whatever order and removed leaves no trace", () => {
    fc.assert(
      fc.property(words, words, (there, others) => {
        const entries = there.map((name) => `\n  ${name}: 1 # one`).join("");
        const start = `top:${entries || " {}"}\nend: 1\n`;
        const added = others.filter((name) => !there.includes(name));
        const more = added.reduce((rest, name) => addEntry(rest, ["top"], name, "\n  deep: 1"), start);
        expect(new Set(keysIn(more, ["top"]))).toEqual(new Set([...there, ...added]));
        const less = added.toSorted().reduce((rest, name) => removeEntry(rest, ["top"], name), more);
        expect(less).toBe(start);
      }),
    );
  });
});

test("TOML keeps its comments, and is refused when it is none", () => {
  const text = '# Crates.\n[workspace]\nmembers = ["a", "c"] # all\n\n[other]\nx = 1\n';
  const path = ["workspace", "members"];
  const added = addToArray(text, path, "b");
  expect(added).toBe(text.replace('"a", "c"', '"a", "b", "c"'));
  expect(addToArray(added, path, "b")).toBe(added);
  expect(removeFromArray(added, path, "b")).toBe(text);
  expect(readToml(added)).toEqual({ workspace: { members: ["a", "b", "c"] }, other: { x: 1 } });
  expect(() => readToml("a = = 1")).toThrow(/^is not TOML: /);
  expect(() => addToArray(text, ["other", "x"], "b")).toThrow("has no array at other.x");
});

test("lines are put among their kind", () => {
  const text = '// Generated by hand.\nexport * from "./a.ts";\nexport * from "./c.ts";\n\nend\n';
  const isExport = (line: string) => line.startsWith("export");
  const added = addLine(text, 'export * from "./b.ts";', isExport);
  expect(added).toBe(
    text.replace('export * from "./c.ts";', 'export * from "./b.ts";\nexport * from "./c.ts";'),
  );
  expect(removeLine(added, 'export * from "./b.ts";')).toBe(text);
  expect(addLine(text, 'export * from "./d.ts";', isExport)).toContain(
    'c.ts";\nexport * from "./d.ts";\n\nend',
  );
  expect(addLine(text, "more", (line) => line === "none")).toBe(`${text}more\n`);
});

test("rows are put into the table under a heading, after those of their kind", () => {
  const text =
    "# Top\n\n## Where\n\n| folder | what |\n|---|---|\n| `a` | first |\n| `b` | other |\n\n## Next\n";
  const added = addRow(text, "Where", ["`a2`", "second"], (row) => row.startsWith("| `a"));
  expect(added).toBe(text.replace("first |\n", "first |\n| `a2` | second |\n"));
  expect(removeRow(added, "Where", "`a2`")).toBe(text);
  expect(addRow(text, "Where", ["`c`", "last"], () => false)).toContain("other |\n| `c` | last |\n\n## Next");
  expect(() => addRow(text, "Next", ["a"], () => false)).toThrow('has no table under "Next"');
});
