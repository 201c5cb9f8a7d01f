/** A file of a buf image in JSON, as far as it is looked at here. */
interface ImageFile {
  readonly package?: string;
  readonly options?: unknown;
  readonly syntax?: string;
  readonly edition?: string;
  readonly messageType?: readonly Named[];
  readonly enumType?: readonly Named[];
  readonly service?: readonly Named[];
  readonly extension?: readonly Named[];
}

interface Named {
  readonly name: string;
}

/** A buf image in JSON, without source information: comments are no part of a contract. */
export interface Image {
  readonly file: readonly ImageFile[];
}

/** A message with all that is in it, an enum, a service or an extension, at the top of a file. */
export interface Definition {
  /** Such as `Order`. */
  readonly name: string;
  /** Such as `trivium.orders.v1`. */
  readonly package: string;
  /** All that the contract says of it: equal texts mean equal definitions. */
  readonly text: string;
  /** Full names that it refers to, with what is inside of others among them. */
  readonly refersTo: readonly string[];
}

/** Definitions by full name, such as `trivium.orders.v1.Order`. */
export type Definitions = ReadonlyMap<string, Definition>;

/** All that an image defines. */
export function definitionsOf(image: Image): Definitions {
  return new Map(image.file.flatMap(definitionsIn));
}

function definitionsIn(file: ImageFile): [string, Definition][] {
  const { package: name = "", options, syntax, edition } = file;
  const { messageType = [], enumType = [], service = [], extension = [] } = file;
  return [...messageType, ...enumType, ...service, ...extension].map((declared) => [
    `${name}.${declared.name}`,
    {
      name: declared.name,
      package: name,
      text: JSON.stringify([declared, options, syntax, edition]),
      refersTo: referencesIn(declared),
    },
  ]);
}

/** In a descriptor, names of types begin with a dot, and options that are extensions are in brackets. */
function referencesIn(value: unknown): string[] {
  if (typeof value === "string") return value.startsWith(".") ? [value.slice(1)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key.startsWith("[") ? [key.slice(1, -1)] : []),
    ...referencesIn(inner),
  ]);
}

/** What differs between two sets of definitions, with all that contains it, however deeply. */
export function changedDefinitions(before: Definitions, after: Definitions): Definition[] {
  const all = new Map([...before, ...after]);
  const changed = new Set([...all.keys()].filter((name) => before.get(name)?.text !== after.get(name)?.text));
  const containing = [...before, ...after];
  // A set that grows while it is walked is walked to its end.
  for (const one of changed) {
    for (const [name, { refersTo }] of containing) {
      if (refersTo.some((other) => other === one || other.startsWith(`${one}.`))) changed.add(name);
    }
  }
  return [...changed].flatMap((name) => all.get(name) ?? []);
}
