export { forecast } from "./forecast.ts";
export { rollout } from "./rollout.ts";
export { simulator } from "./simulator.ts";
