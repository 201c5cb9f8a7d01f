// Asks a running gateway whether it is ready, for images that have no shell.

import { Environment } from "@trivium/chassis/config";
import { probe } from "@trivium/chassis/health";

const { port } = new Environment(process.env).address("LISTEN_ADDRESS", { host: "127.0.0.1", port: 8080 });
process.exitCode = (await probe(port)) ? 0 : 1;
