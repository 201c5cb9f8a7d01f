// The gateway process.

import { BadEnvironment, formatAddress } from "@trivium/chassis/config";
import { drained, stopSignal } from "@trivium/chassis/drain";
import { createLogger } from "@trivium/chassis/log";
import { createApp } from "./app.ts";
import { connect, disconnect } from "./calls/channel.ts";
import { readSettings, type Settings } from "./settings.ts";

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    console.error(error.message);
    return process.exit(1);
  }
}

const settings = settingsOrExit();
const logger = createLogger(settings.logLevel, settings.logFormat);
const clients = connect(settings.addresses);
const draining = new AbortController();
const app = await createApp({ settings, clients, logger, draining: draining.signal });
const stop = stopSignal();

try {
  await app.listen(settings.listen);
} catch (error) {
  logger.error({ err: error }, "cannot listen");
  process.exit(1);
}
logger.info({ listen: formatAddress(settings.listen) }, "gateway ready");

const signal = await stop;
logger.info({ signal }, "draining");
draining.abort();
if (!(await drained(app.close(), settings.drainTimeoutMs))) {
  logger.warn({ timeoutMs: settings.drainTimeoutMs }, "drain overran: work in flight is dropped");
}
disconnect(clients);
logger.info("gateway stopped");
process.exit(0);
