/** Starts the stack as local processes. @module */
export { anyFree } from "./ports.ts";
export { INTERRUPTED, stopSignal } from "./signals.ts";
export { type LocalOptions, type LocalStack, type Stack, startStack } from "./stack.ts";
export { ROOT, SERVICE_NAMES, type ServiceName } from "./topology.ts";
