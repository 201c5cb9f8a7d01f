import { addService, type ServiceRequest } from "../generators/service.ts";
import { languageOf } from "../language.ts";
import type { Tree } from "../tree.ts";
import { type Callback, type CommonOptions, generate, type NxTree } from "./generator.ts";

type Options = CommonOptions & Omit<ServiceRequest, "language"> & { readonly language: string };

/** `npx nx g trivium:service NAME --language LANGUAGE` */
export default function service(tree: NxTree, { language, ...options }: Options): Callback {
  return generate(tree, options, (draft: Tree) =>
    addService(draft, { ...options, language: languageOf(language) }),
  );
}
