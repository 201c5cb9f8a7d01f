import { remove } from "../generators/remove.ts";
import { type Callback, type CommonOptions, generate, type NxTree } from "./generator.ts";

/** `npx nx g trivium:remove NAME` */
export default function removal(tree: NxTree, options: CommonOptions & { readonly name: string }): Callback {
  return generate(tree, options, (draft) => remove(draft, options.name));
}
