import { CHOICES, type Choices, everyChoice } from "./choices.ts";

/** Licences that a project may have. */
export const LICENCES = ["Apache-2.0", "none"] as const;
export type Licence = (typeof LICENCES)[number];

/** What a project begins with: small services of its own, or the whole demonstration. */
export const PRESETS = ["starter", "demo"] as const;
export type Preset = (typeof PRESETS)[number];

/** What a project is made from. */
export interface Answers extends Choices {
  readonly preset: Preset;
  /** The project's name, in lower case with dashes: `acme-shop`. */
  readonly name: string;
  /** Of its npm packages, without the @. */
  readonly scope: string;
  /** Path of its Go module, without /services-go. */
  readonly module: string;
  /** Of the first Go service, one word. */
  readonly goService: string;
  /** Of the first Rust service, one word. */
  readonly rustService: string;
  /** What they serve, one word in the singular. */
  readonly resource: string;
  readonly licence: Licence;
}

/** What a project is made from unless it is said otherwise. */
export function defaultsFor(name: string): Answers {
  return {
    preset: "starter",
    name,
    scope: name,
    module: `example.com/${name}`,
    goService: "broker",
    rustService: "engine",
    resource: "quote",
    licence: "Apache-2.0",
    ...everyChoice((choice) => CHOICES[choice].byDefault),
  };
}

/** Answers of which some were given; the demonstration has all that can be chosen. */
export function answersFrom(name: string, given: Partial<Answers>): Answers {
  const answers = { ...defaultsFor(name), ...given };
  return answers.preset === "demo" ? { ...answers, ...everyChoice(() => true) } : answers;
}

/** What a project has that was made before something could be chosen: nothing of it. */
export function defaultsBefore(name: string): Answers {
  return { ...defaultsFor(name), ...everyChoice(() => false) };
}
