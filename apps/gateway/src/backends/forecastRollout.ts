import { forecast } from "./forecast.ts";
import { rolloutBackend } from "./rolloutBackend.ts";

/** Of the forecast service's calls of simulators. */
export const forecastRollout = rolloutBackend("forecast", "simulate", forecast);
