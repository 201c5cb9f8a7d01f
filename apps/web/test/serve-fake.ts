/** `npm run dev:fake`: a fake gateway at the usual port, whose runs move by the clock. */
import { startFakeGateway } from "./fake-gateway.ts";

const steps = 60;
const stepMs = 120;

const gateway = await startFakeGateway({
  port: Number(process.env.PORT ?? 8080),
  ...(process.env.TOKEN === undefined ? {} : { token: process.env.TOKEN }),
  onCreated: (id, { advance }) => {
    let step = 0;
    const timer = setInterval(() => {
      step += 1;
      advance(id, Math.round((100_000 * step) / steps));
      if (step === steps) clearInterval(timer);
    }, stepMs);
  },
});
console.log(`Fake gateway at ${gateway.origin}`);
