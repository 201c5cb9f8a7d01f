// A guided walk through a migration from Go to Rust, on a stack of its own: npm run tour.
//
// Exit code 0: walked to the end. 1: something failed, or a caller was affected. 2: wrong use.
// 130: interrupted. Nothing is left behind.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { INTERRUPTED, stopSignal } from "@trivium/stack";
import { Site } from "../site.ts";
import { Traffic } from "../traffic.ts";
import { Guide, type Pace } from "./guide.ts";
import { readPace, USAGE } from "./options.ts";
import { Scene } from "./scene.ts";
import { STEPS } from "./steps.ts";

const CALLERS = 3;

function paceOrExit(): Pace {
  try {
    return readPace(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return process.exit(2);
  }
}

/** Walks all steps; returns whether no caller was affected. */
async function walk(guide: Guide, signal: AbortSignal): Promise<boolean> {
  await using cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "trivium-tour-"));
  cleanup.defer(() => rmSync(folder, { recursive: true, force: true }));
  guide.say("Starting a stack on free ports, with data of its own.");
  const site = cleanup.use(await Site.start({ stage: "off", percent: 0, signal }));
  guide.say(`The page is at ${site.stack.gatewayUrl}; its Migration view shows what happens here.`);
  const traffic = new Traffic(site.client, CALLERS);
  cleanup.defer(async () => void (await traffic.stop()));
  const scene = new Scene(site, traffic, guide, folder, signal);
  for (const [index, { title, about, play, look }] of STEPS.entries()) {
    guide.title(index + 1, STEPS.length, title);
    guide.say(about);
    await play(scene);
    guide.look(look);
    await guide.pause();
  }
  const { forecasts, affected, slowestMs } = await traffic.stop();
  guide.say(
    `\n${forecasts} forecasts, the slowest in ${Math.round(slowestMs)} ms. Callers affected: ${affected.length}.`,
  );
  for (const how of affected) guide.say(how);
  return affected.length === 0;
}

const pace = paceOrExit();
const signal = stopSignal();
try {
  process.exitCode = (await walk(new Guide(pace, signal), signal)) ? 0 : 1;
} catch (error) {
  if (!signal.aborted) console.error((error as Error).message);
  process.exitCode = signal.aborted ? INTERRUPTED : 1;
}
