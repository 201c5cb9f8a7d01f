// A status as services send it, for fakes of them.
export { Refusal } from "@trivium/chassis/refusal";
