import { Refusal } from "./refusal.ts";

/** The languages of services. */
export const LANGUAGES = ["go", "rust", "typescript"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where services of a language are. */
export const FOLDERS: Readonly<Record<Language, string>> = {
  go: "services-go",
  rust: "services-rust",
  typescript: "services-ts",
};

/** How people call the languages. */
const NAMES: Readonly<Record<string, Language>> = {
  go: "go",
  rust: "rust",
  ts: "typescript",
  typescript: "typescript",
};

/** @throws {Refusal} naming the languages, when it is none of them. */
export function languageOf(given: string): Language {
  const language = NAMES[given];
  if (language === undefined)
    throw new Refusal(`${given} is no language of services: those are go, rust and ts`);
  return language;
}
