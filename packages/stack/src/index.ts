/** Starts the stack as local processes. @module */
export { Guard, signalGroup } from "../boot/groups.mjs";
export { anyFree } from "./ports.ts";
export { ROOT } from "./root.ts";
export { type InstanceName, SERVICES, type ServiceEntry, type ServiceName } from "./services.ts";
export { INTERRUPTED, stopSignal } from "./signals.ts";
export { type LocalOptions, type LocalStack, type Stack, startStack } from "./stack.ts";
export { DEFAULT_PORTS, INSTANCE_NAMES, instancesOf } from "./topology.ts";
