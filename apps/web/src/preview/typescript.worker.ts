import { typescriptKernel } from "@trivium/kernel";
import { serve } from "./serve.ts";

serve(async () => typescriptKernel);
