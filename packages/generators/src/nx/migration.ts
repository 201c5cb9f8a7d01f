import { addMigration, type MigrationRequest } from "../generators/migration.ts";
import { type Callback, type CommonOptions, generate, type NxTree } from "./generator.ts";

/** `npx nx g trivium:migration SERVICE` */
export default function migration(tree: NxTree, options: CommonOptions & MigrationRequest): Callback {
  return generate(tree, options, (draft) => addMigration(draft, options));
}
