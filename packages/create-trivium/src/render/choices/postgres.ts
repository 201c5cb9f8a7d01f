import { last, setKey } from "trivium/patch/json";
import { addRow } from "trivium/patch/markdown";
import { addEntry } from "trivium/patch/yaml";
import { type Tree, textOf } from "trivium/tree";
import type { Answers } from "../../answers.ts";
import { edit } from "../edit.ts";
import type { Part, Reference } from "./part.ts";

/** The Go service keeps its results. */
export const postgres: Part = {
  copied: [["services-go/internal/chassis/postgrestest"], ["services-go/internal/chassis/sqldb"]],
  fitServices: (tree, answers, reference) => {
    fitService(tree, answers);
    fitCompose(tree, answers, reference);
    fitChart(tree, answers);
    change(tree, "packages/stack/services.json", (text) =>
      setKey(text, [answers.goService], "dataVariable", "DATA_DIR", last),
    );
    change(tree, "README.md", (text) =>
      VARIABLES.reduce(
        (rows, [name, byDefault]) =>
          addRow(rows, "Configuration", [`\`${name}\``, answers.goService, byDefault], () => false),
        text,
      ),
    );
  },
};

const VARIABLES = [
  ["DATABASE_URL", "none: a file of SQLite instead of Postgres"],
  ["DATA_DIR", "`data`, the folder of that file"],
  ["KEEP_DAYS", "30: what is older is forgotten"],
] as const;

/** Puts the store between the service's API and its hot path. */
function fitService(tree: Tree, { goService, name }: Answers): void {
  const folder = `services-go/${goService}`;
  const [hotpath = ""] = /".*\/internal\/hotpath"/.exec(textOf(tree, `${folder}/main.go`)) ?? [];
  const imports = [hotpath, `${hotpath}\n\t${hotpath.replace("hotpath", "store")}`] as const;
  edit(tree, `${folder}/main.go`, [
    imports,
    ["\tdefer path.Close()\n", `\tdefer path.Close()\n${OPEN}`],
    ["api.NewServer(path,", "api.NewServer(kept,"],
    ["{path.Run}", "{path.Run, kept.Run}"],
  ]);
  edit(tree, `${folder}/settings.go`, [
    imports,
    ["\thotPath hotpath.Settings\n", "\thotPath hotpath.Settings\n\tstore   store.Settings\n"],
    [
      "\t\thotPath: hotpath.ReadSettings(e),\n",
      "\t\thotPath: hotpath.ReadSettings(e),\n\t\tstore:   store.ReadSettings(e),\n",
    ],
  ]);
  change(tree, `${folder}/turbo.json`, (text) =>
    setKey(
      text,
      ["tasks", "test"],
      "env",
      ["TEST_DATABASE_URL", `${name.replaceAll("-", "_").toUpperCase()}_CAPABILITIES`],
      last,
    ),
  );
}

const OPEN = `\tkept, err := store.Open(stop, s.store, path, registry)
\tif err != nil {
\t\treturn err
\t}
\tdefer kept.Close()
`;

/** Compose runs the reference's Postgres. */
function fitCompose(tree: Tree, { goService }: Answers, reference: Reference): void {
  const theirs = reference("docker-compose.yml");
  const [, server = ""] = /^ {2}postgres:\n((?: {4}.*\n)+)/m.exec(theirs) ?? [];
  const [, url = ""] = /DATABASE_URL: (.*)/.exec(theirs) ?? [];
  const own = ["services", goService];
  const apart = { place: last, spaced: true };
  change(tree, "docker-compose.yml", (text) => {
    const told = addEntry(text, [...own, "environment"], "DATABASE_URL", url, { place: last });
    const waits = addEntry(told, [...own, "depends_on"], "postgres", "{ condition: service_healthy }");
    const runs = addEntry(
      waits,
      ["services"],
      "postgres",
      `\n${server.replaceAll(/^ {2}/gm, "").trimEnd()}`,
      apart,
    );
    return addEntry(addEntry(runs, [], "volumes", "\n  postgres:", apart), ["volumes"], "postgres", "");
  });
}

/** In a cluster the database is known by a secret. */
function fitChart(tree: Tree, { goService, name }: Answers): void {
  const file = "deploy/chart/values.yaml";
  if (!tree.exists(file)) return;
  const service = ["services", goService];
  const secret = `${name}-database`;
  const how = `# kubectl create secret generic ${secret} --from-literal=url=postgres://...`;
  change(tree, file, (text) => {
    const secrets = `\n  ${how}\n  DATABASE_URL: { name: ${secret}, key: url }`;
    const known = addEntry(text, service, "secrets", secrets, { place: last });
    const reached = "[{ ports: [{ protocol: TCP, port: 5432 }] }]";
    return addEntry(known, service, "egress", reached, { place: last });
  });
}

function change(tree: Tree, file: string, how: (text: string) => string): void {
  tree.write(file, how(textOf(tree, file)));
}
