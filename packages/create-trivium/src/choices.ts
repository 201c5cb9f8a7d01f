/** What a project may have or not. Without a flag it has what is so by default. */
interface Offer {
  /** Of the command line; with `no-` before it, the opposite. */
  readonly flag: string;
  readonly means: string;
  readonly byDefault: boolean;
}

/** Everything that can be chosen. */
export const CHOICES = {
  page: { flag: "page", means: "a page, apps/web, that the gateway serves", byDefault: true },
  postgres: {
    flag: "postgres",
    means: "the Go service keeps its results: in SQLite, or in Postgres",
    byDefault: false,
  },
  kubernetes: { flag: "kubernetes", means: "a Helm chart of all services", byDefault: false },
  migrationKit: {
    flag: "migration-kit",
    means: "what moves a hot path from Go to Rust with proof at every step",
    byDefault: false,
  },
} as const satisfies Record<string, Offer>;

export type Choice = keyof typeof CHOICES;
/** What was chosen. */
export type Choices = Readonly<Record<Choice, boolean>>;

export const CHOICE_NAMES = Object.keys(CHOICES) as readonly Choice[];

/** The same for every choice, or what it is by a function. */
export function everyChoice(made: (choice: Choice) => boolean): Choices {
  return Object.fromEntries(CHOICE_NAMES.map((choice) => [choice, made(choice)])) as Choices;
}
