/**
 * Where the module is, for Node and for bundlers. There is none where no compiler could
 * make it: `npm run doctor` says what is missing.
 */
export const moduleUrl = new URL("../bin/kernel.wasm", import.meta.url);
