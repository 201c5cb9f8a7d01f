import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "create-trivium/gather";

/** A block of commands, and what each of them answers where the guide says so. */
export interface Block {
  readonly commands: readonly string[];
  readonly answer?: unknown;
}

/** A numbered section of the guide. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What docs/scaffolding.md has its readers type, in order: blocks of `sh`, each with the `json` that follows it. */
export function sections(): Section[] {
  const [, ...parts] = readFileSync(join(ROOT, "docs/scaffolding.md"), "utf8").split(/^## /m);
  return parts
    .filter((part) => /^\d+\. /.test(part))
    .map((part) => ({ title: part.slice(0, part.indexOf("\n")), blocks: blocksIn(part) }));
}

function blocksIn(text: string): Block[] {
  const fenced = [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, kind, content = ""]) => ({
    kind,
    content,
  }));
  return fenced.flatMap(({ kind, content }, index) => {
    if (kind !== "sh") return [];
    const commands = content.trimEnd().split("\n");
    const next = fenced[index + 1];
    return [{ commands, ...(next?.kind === "json" && { answer: JSON.parse(next.content) as unknown }) }];
  });
}
