import type { Choice } from "../../choices.ts";
import { kubernetes } from "./kubernetes.ts";
import { migrationKit } from "./migrationKit.ts";
import { page } from "./page.ts";
import type { Part } from "./part.ts";
import { postgres } from "./postgres.ts";

/** What each choice adds. */
export const PARTS: Readonly<Record<Choice, Part>> = { page, postgres, kubernetes, migrationKit };
