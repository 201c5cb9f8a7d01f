import { WasmKernel } from "@trivium/kernel/wasm";
import { moduleUrl } from "@trivium/kernel-wasm";
import { serve } from "./serve.ts";

serve(async () => {
  const module = await fetch(moduleUrl);
  if (!module.ok) throw new Error(`no module: HTTP ${module.status}`);
  return WasmKernel.load(await module.arrayBuffer());
});
