import type { Kernel, Request } from "@trivium/kernel";
import type { Reply } from "./engine.ts";

/** Makes this worker answer requests with a kernel, which is loaded when the first one comes. */
export function serve(load: () => Promise<Kernel>): void {
  let kernel: Promise<Kernel> | undefined;
  const answer = async (request: Request): Promise<Reply> => {
    try {
      kernel ??= load();
      const loaded = await kernel;
      const start = performance.now();
      const response = loaded.simulate(request);
      return { response, computeMs: performance.now() - start };
    } catch (error) {
      return { fault: String(error) };
    }
  };
  const say = (reply: Reply) =>
    postMessage(reply, { transfer: "response" in reply ? [reply.response.counts.buffer] : [] });
  addEventListener("message", ({ data }: MessageEvent<Request>) => {
    void answer(data).then(say);
  });
}
