import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, MemoryTree, type Tree, textOf } from "trivium/tree";
import { expect, test } from "vitest";
import { type Answers, defaultsFor } from "../src/answers.ts";
import { gather, ROOT } from "../src/gather.ts";
import { copiedPaths, isCopied } from "../src/render/copied.ts";
import { pruneLock } from "../src/render/npmLock.ts";
import { type Manifest, manifestOf, packageFolders } from "../src/render/npmPackages.ts";
import { renderProject } from "../src/render/project.ts";

const skeleton = gather();
const answers: Answers = {
  ...defaultsFor("acme-shop-2"),
  scope: "acme",
  module: "git.example.org/Acme/shop",
  goService: "pricing",
  rustService: "solver",
  resource: "policy",
  page: false,
};
const { tree, executable } = renderProject(answers, skeleton);
const files = filesBelow(tree);

/** Without anything that can be chosen, and with it; a database has migrations of its own. */
const PROJECTS = [
  ["nothing chosen", tree, /migration/i],
  [
    "page, Postgres and Kubernetes",
    renderProject({ ...answers, page: true, postgres: true, kubernetes: true }, skeleton).tree,
    /migration(?!s|Lock)/i,
  ],
] as const;

/** Lines of all files, and their paths, that match; what Google wrote is what it is. */
function mentions(project: Tree, pattern: RegExp, without: readonly string[] = []): string[] {
  return filesBelow(project)
    .filter((file) => !without.includes(file) && !/^proto\/(google|grpc)\//.test(file))
    .flatMap((file) => [file, ...textOf(project, file).split("\n")].map((line) => ({ file, line })))
    .filter(({ line }) => pattern.test(line))
    .map(({ file, line }) => `${file}: ${line.trim()}`);
}

/** Third-party names are not ours to change. */
const LOCKS = [
  ".trivium.json",
  "package-lock.json",
  "services-rust/Cargo.lock",
  "services-go/go.sum",
  "services-go/go.mod",
];

/** Where generators say what they do, and under which name. */
const GENERATORS = files.filter((file) => file.startsWith("packages/generators/"));
const NAMES = /gopher|ferris|hermit|gizmo|ostrich|heron|doodad|trivium/i;
const COMMAND = / nx g trivium:|"(node_modules\/|name": ")trivium"/;

const DOMAIN =
  "forecast|simulat|household|monte.?carlo|monthly|savings?\\b|volatil|kernel|\\bshards?\\b|rustc-for|\\bplan\\b|preview";
/** Words of moving a hot path, which only a project with the kit speaks of. */
const MOVING = "retire|percentile|rollout|experiment|wasm|webassembly";

test.each(PROJECTS)("no word of the reference's own domain is left with %s", (_, project, migration) => {
  expect(mentions(project, new RegExp(`${DOMAIN}|${MOVING}`, "i"), [...LOCKS, ...GENERATORS])).toEqual([]);
  expect(mentions(project, migration, [...LOCKS, ...GENERATORS])).toEqual([]);
});

test("the migration kit speaks of moving, and of nothing else of the reference's domain", () => {
  const project = renderProject({ ...answers, migrationKit: true }, skeleton).tree;
  expect(mentions(project, new RegExp(DOMAIN, "i"), [...LOCKS, ...GENERATORS])).toEqual([]);
  const left = mentions(project, NAMES, [".trivium.json", ...GENERATORS]);
  expect(left.filter((line) => !COMMAND.test(line) && !/trivium:/.test(line))).toEqual([]);
});

test.each(PROJECTS)("no name of the reference or of the templates is left with %s", (_, project) => {
  const left = mentions(project, NAMES, [".trivium.json", ...GENERATORS]);
  expect(left.filter((line) => !COMMAND.test(line))).toEqual([]);
});

test("the generators' package calls programs by the project's name", () => {
  expect(manifestOf(tree, "packages/generators").scripts).toMatchObject({
    test: "acme-shop-2-report vitest run",
  });
});

test("names have the shape of the place where they stand", () => {
  for (const file of [
    "packages/stack/boot/acme-shop-2.mjs",
    "proto/acme_shop_2/pricing/v1/pricing_service.proto",
    "services-go/pricing/main.go",
    "services-rust/solver/src/compute.rs",
    "apps/gateway/src/routes/policies.ts",
  ]) {
    expect(files).toContain(file);
  }
  expect(textOf(tree, "proto/acme_shop_2/pricing/v1/pricing_service.proto")).toMatch(
    /package acme_shop_2\.pricing\.v1;[^]*git\.example\.org\/Acme\/shop\/services-go\/gen\/acme_shop_2\/pricing\/v1;pricingv1[^]*rpc ComputePolicy\(/,
  );
  expect(textOf(tree, "services-rust/solver/src/main.rs")).toContain(
    "use acme_shop_2_solver::server::serve;",
  );
  expect(textOf(tree, "services-rust/solver/Cargo.toml")).toContain('name = "acme-shop-2-solver"');
  expect(textOf(tree, "apps/gateway/src/routes/policies.ts")).toContain('app.post("/v1/policies"');
  expect(textOf(tree, "packages/stack/boot/tools.mjs")).toContain("ACME_SHOP_2_GO");
  expect(textOf(tree, "README.md")).toMatch(/^# Acme Shop 2\n/);
});

test("services that are called like words of the templates keep their names", () => {
  const turned = {
    ...answers,
    name: "ferris",
    goService: "ferris",
    rustService: "gopher",
    resource: "forecast",
  };
  const other = renderProject(turned, skeleton).tree;
  expect(textOf(other, "services-go/ferris/internal/api/server.go")).toContain(
    "ferrisv1.ComputeForecastRequest",
  );
  expect(textOf(other, "apps/gateway/src/routes/forecasts.ts")).toContain("ferris.computeForecast");
});

test.each(PROJECTS)(
  "every package is a workspace, and declares only packages that there are: %s",
  (_, project) => {
    const folders = packageFolders(project);
    const names = new Set(folders.map((folder) => manifestOf(project, folder).name));
    const patterns = manifestOf(project, "").workspaces ?? [];
    for (const folder of folders) {
      expect(
        patterns.filter(
          (one) => one === folder || (one.endsWith("/*") && folder.startsWith(one.slice(0, -1))),
        ),
      ).not.toEqual([]);
      const { dependencies = {}, devDependencies = {} } = manifestOf(project, folder);
      const ours = Object.keys({ ...dependencies, ...devDependencies }).filter((name) =>
        name.startsWith("@acme/"),
      );
      expect(ours.filter((name) => !names.has(name))).toEqual([]);
    }
  },
);

test("packages have what generators need of them", () => {
  expect(manifestOf(tree, "apps/gateway").dependencies).toHaveProperty("@acme/contracts");
  expect(manifestOf(tree, "packages/generators")).toMatchObject({
    name: "trivium",
    scripts: { test: "acme-shop-2-report vitest run" },
  });
});

test("the lock file has what packages need at the reference's versions, and nothing else", () => {
  type Lock = { packages: Record<string, Manifest & { link?: boolean }> };
  const before = JSON.parse(skeleton.reference["package-lock.json"] ?? "") as Lock;
  const { packages } = JSON.parse(textOf(tree, "package-lock.json")) as Lock;
  const others = Object.keys(packages).filter(
    (path) => path.includes("node_modules/") && packages[path]?.link !== true,
  );
  expect(others.filter((path) => packages[path]?.version !== before.packages[path]?.version)).toEqual([]);
  expect(packages["node_modules/fastify"]).toBeDefined();
  for (const gone of ["react", "uplot", "playwright-core", "@fastify/sse"]) {
    expect(packages[`node_modules/${gone}`]).toBeUndefined();
  }
  for (const folder of packageFolders(tree)) {
    const { dependencies, devDependencies } = manifestOf(tree, folder);
    expect(packages[folder]?.dependencies).toEqual(dependencies);
    expect(packages[folder]?.devDependencies).toEqual(devDependencies);
  }
});

test("the lock file is written as npm does, with what is only for development, optional or a peer", () => {
  const text = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  const whole = new MemoryTree();
  whole.write("package-lock.json", text);
  for (const path of Object.keys((JSON.parse(text) as { packages: object }).packages)) {
    const manifest = join(path, "package.json");
    if (!path.includes("node_modules/")) whole.write(manifest, readFileSync(join(ROOT, manifest)));
  }
  pruneLock(whole);
  expect(textOf(whole, "package-lock.json")).toBe(text);
});

/** Npm packages whose programs linters, type checks and tests call. */
const TOOLS = ["vitest", "oxlint", "oxlint-tsgolint", "typescript", "@types/node", "@biomejs/biome"];

test.each(PROJECTS)(
  "what checks and tests is for development alone, and named where it is called: %s",
  (_, project) => {
    const folders = packageFolders(project);
    for (const { dependencies = {} } of ["", ...folders].map((folder) => manifestOf(project, folder))) {
      expect(
        Object.keys(dependencies).filter((name) => TOOLS.includes(name) || name.endsWith("-report")),
      ).toEqual([]);
    }
    for (const [script, names] of Object.entries({
      "vitest run": ["vitest", "@acme/test-report"],
      "oxlint --type-aware": ["oxlint", "oxlint-tsgolint"],
      "tsc --noEmit": ["typescript", "@types/node", "@acme/typescript"],
      "biome check": ["@biomejs/biome"],
    })) {
      const calling = folders
        .map((folder) => manifestOf(project, folder))
        .filter(({ scripts = {} }) => Object.values(scripts).join("\n").includes(script));
      expect(calling.length).toBeGreaterThan(0);
      for (const { name, devDependencies = {} } of calling) {
        const missing = names.filter((one) => one !== name && devDependencies[one] === undefined);
        expect([name, missing]).toEqual([name, []]);
      }
    }
    const { packages } = JSON.parse(textOf(project, "package-lock.json")) as {
      packages: Record<string, { dev?: boolean }>;
    };
    for (const name of TOOLS.filter((one) => one !== "@types/node")) {
      expect([name, packages[`node_modules/${name}`]?.dev]).toEqual([name, true]);
    }
    for (const name of ["node", "turbo", "vite", "fastify"]) {
      expect([name, packages[`node_modules/${name}`]?.dev]).toEqual([name, undefined]);
    }
  },
);

test("everything that is said to be copied is in the reference, and may be run when it may there", () => {
  const reference = Object.keys(skeleton.reference);
  const dead = copiedPaths.filter(
    (path) => !reference.some((file) => file === path || file.startsWith(`${path}/`)),
  );
  expect(dead).toEqual([]);
  expect([...executable].filter((file) => files.includes(file)).toSorted()).toEqual(
    skeleton.executable
      .filter((file) => isCopied(file, answers))
      .map((file) => file.replace("trivium.mjs", "acme-shop-2.mjs"))
      .toSorted(),
  );
});

test("a project without a licence yet says so, and has no text of one", () => {
  const { tree: unlicensed } = renderProject({ ...answers, licence: "none" }, skeleton);
  expect(unlicensed.exists("LICENSE")).toBe(false);
  expect(manifestOf(unlicensed, "")).toMatchObject({ license: "UNLICENSED" });
  expect(
    filesBelow(unlicensed).filter((file) => unlicensed.read(file, "utf8")?.includes("Apache-2.0")),
  ).toEqual(
    [".trivium.json", "package-lock.json"].filter((file) =>
      unlicensed.read(file, "utf8")?.includes("Apache-2.0"),
    ),
  );
});

test("the demonstration is the whole reference under another name", () => {
  const { tree: demo } = renderProject({ ...answers, preset: "demo" }, skeleton);
  const wanted = Object.keys(skeleton.reference).filter((file) => !/scaffolding/.test(file));
  expect(filesBelow(demo).length).toBe(wanted.length + 1);
  for (const file of filesBelow(demo).filter((path) => path.endsWith(".md"))) {
    expect(textOf(demo, file)).not.toMatch(/\]\([^)]*(\.png|scaffolding\.md)\)/);
  }
  expect(textOf(demo, "services-go/forecast/main.go")).toContain(
    "git.example.org/Acme/shop/services-go/forecast",
  );
  const left = filesBelow(demo)
    .filter((file) => file !== ".trivium.json" && !file.startsWith("packages/generators/"))
    .flatMap((file) => textOf(demo, file).split("\n"))
    .filter((line) => /trivium/i.test(line) && !COMMAND.test(line));
  expect(left).toEqual([]);
});

test("the workflow and the updates lack what the demonstration alone needs, and are written as they were", () => {
  const before = skeleton.reference[".github/workflows/ci.yml"] ?? "";
  const workflow = textOf(tree, ".github/workflows/ci.yml");
  expect(workflow).not.toMatch(/qemu|chrome|rustup target/);
  const added = workflow.split("\n").filter((line) => !before.includes(line));
  expect(added).toEqual([]);
  expect(workflow).toContain("- run: npm test");
  const updates = textOf(tree, ".github/dependabot.yml");
  expect([...updates.matchAll(/directory: (\S+)|directories: (.*)/g)].map(([found]) => found)).toEqual([
    "directory: /",
    "directories: [/services-go]",
    "directory: /services-rust",
    "directory: /deploy",
    "directory: /",
    "directory: /",
    "directory: /",
  ]);
});

test("Cargo.lock has the project's crates, at their places, and none of the reference's", () => {
  const names = [...textOf(tree, "services-rust/Cargo.lock").matchAll(/^name = "(.*)"$/gm)].map(
    ([, name = ""]) => name,
  );
  expect(names).toEqual(names.toSorted((one, other) => (one < other ? -1 : Number(one > other))));
  expect(names).toEqual(
    expect.arrayContaining(["acme-shop-2-chassis", "acme-shop-2-solver", "tonic", "prost-build"]),
  );
  for (const gone of ["proptest", "libtest-mimic"]) expect(names).not.toContain(gone);
  const shared = textOf(tree, "services-rust/Cargo.toml");
  for (const [, crate = ""] of textOf(tree, "services-rust/solver/Cargo.toml").matchAll(
    /^([\w-]+)\.workspace = true$/gm,
  )) {
    if (!["version", "edition", "license", "publish"].includes(crate))
      expect(shared).toContain(`\n${crate} = `);
  }
});
