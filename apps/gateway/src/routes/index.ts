export { eventRoutes } from "./events.ts";
export { forecastRoutes } from "./forecasts.ts";
export { previewRoutes } from "./previews.ts";
export { rolloutRoutes } from "./rollout.ts";
export { rolloutEventRoutes } from "./rolloutEvents.ts";
export { steeringRoutes } from "./steering.ts";
