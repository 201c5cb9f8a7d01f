import { addContract, type ContractRequest } from "../generators/contract.ts";
import { type Callback, type CommonOptions, generate, type NxTree } from "./generator.ts";

/** `npx nx g trivium:contract NAME` */
export default function contract(tree: NxTree, options: CommonOptions & ContractRequest): Callback {
  return generate(tree, options, (draft) => addContract(draft, options));
}
