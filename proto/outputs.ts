import { boundsModules } from "./bounds.ts";
import { contractHashes, goContractHashes, rustContractHashes } from "./contract-hash.ts";

/** Folders that hold generated code and nothing else, from the repository's. */
export const outputs = [
  "services-go/gen/trivium",
  "packages/contracts/src/gen",
  "services-rust/contracts/src/gen",
];

/** What is generated here, beside what plugins of buf generate: text by path, for a buf image in JSON. */
export function modules(image: unknown): Record<string, string> {
  const hashes = contractHashes(image);
  return {
    ...boundsModules(image, "packages/contracts/src/gen"),
    ...goContractHashes(hashes),
    "services-rust/contracts/src/gen/contract_hash.rs": rustContractHashes(hashes),
  };
}
