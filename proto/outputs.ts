import { boundsModules } from "./bounds.ts";
import { contractHashes, goContractHashes } from "./contract-hash.ts";
import { CHASSIS_GEN, CONTRACTS_GEN, type RustPackage, rustModules } from "./rust.ts";

/** Folders that hold generated code and nothing else, from the repository's. */
export const outputs = ["services-go/gen/trivium", "packages/contracts/src/gen", CONTRACTS_GEN, CHASSIS_GEN];

/**
 * What is generated here, beside what plugins of buf generate: text by path.
 *
 * @param image all contracts, a buf image in JSON
 * @param packages those of the image
 * @param descriptors encoded `FileDescriptorSet`s, by the packages that have a service
 */
export function modules(
  image: unknown,
  packages: readonly RustPackage[],
  descriptors: ReadonlyMap<string, Buffer>,
): Record<string, string> {
  const hashes = contractHashes(image);
  return {
    ...boundsModules(image, "packages/contracts/src/gen"),
    ...goContractHashes(hashes),
    ...rustModules(packages, hashes, descriptors),
  };
}
