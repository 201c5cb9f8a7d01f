import { addMethod, type MethodRequest } from "../generators/method.ts";
import { type Callback, type CommonOptions, generate, type NxTree } from "./generator.ts";

/** `npx nx g trivium:method SERVICE METHOD` */
export default function method(tree: NxTree, options: CommonOptions & MethodRequest): Callback {
  return generate(tree, options, (draft) => addMethod(draft, options));
}
