export { forecast } from "./forecast.ts";
export { forecastRollout } from "./forecastRollout.ts";
export { simulator } from "./simulator.ts";
