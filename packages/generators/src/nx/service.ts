import { addService, type ServiceRequest } from "../generators/service.ts";
import { type Callback, type CommonOptions, generate, type NxTree } from "./generator.ts";

/** `npx nx g trivium:service NAME --language LANGUAGE` */
export default function service(tree: NxTree, options: CommonOptions & ServiceRequest): Callback {
  return generate(tree, options, (draft) => addService(draft, options));
}
