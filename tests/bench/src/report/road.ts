import type { RoadTable } from "../road/measure.ts";
import type { Memory } from "../road/memory.ts";
import { SERVERS } from "../road/throughput.ts";
import type { Verification } from "../road/verification.ts";
import { digits, median, NO_SAMPLES, percent, quartiles, times } from "./numbers.ts";
import { table } from "./table.ts";

const count = (value: number) => value.toLocaleString("en-GB");

/** The tables of the road for people. */
export function roadText(road: RoadTable): string {
  return [
    efficiency(road),
    verificationText(road.verification),
    growth(road),
    latency(road),
    throughput(road),
    footprint(road),
  ].join("\n\n");
}

function efficiency({ efficiency: measured }: RoadTable): string {
  const row = (
    name: string,
    time: RoadTable["efficiency"]["road"],
    share?: RoadTable["efficiency"]["road"],
  ) => [name, median(time), quartiles(time), share === undefined ? "" : percent(share.median)];
  return [
    `### ${count(measured.paths)} paths, against the kernel alone`,
    "",
    "The kernel alone has as many threads as the simulators and nothing around it; both take turns and have the same checksum.",
    "",
    table(
      ["", "ms", "quartiles", "kernel's share"],
      [
        row("kernel alone", measured.kernel),
        row("road, request to result", measured.road, measured.efficiency),
        row("road, start to end of the run", measured.running, measured.efficiencyRunning),
      ],
    ),
  ].join("\n");
}

/** The cost of verification for people. */
export function verificationText({
  paths,
  percent: share,
  without,
  verified,
  compared,
}: Verification): string {
  const cost = compared === 0 ? NO_SAMPLES : percent(verified.median / without.median - 1);
  return [
    "### The cost of verification",
    "",
    `${count(paths)} paths at the stage *reversed*, where Go computes a share of Rust's shards again in the background, on the same cores.`,
    compared === 0
      ? `No shard was compared: there were too few for a share of ${share} %.`
      : `${count(compared)} shards were compared. The share by default is 0.1 %, whose cost is in proportion.`,
    "",
    table(
      ["share", "ms, start to end", "quartiles", "cost"],
      [
        ["0 %", median(without), quartiles(without), ""],
        [`${share} %`, median(verified), quartiles(verified), cost],
      ],
    ),
  ].join("\n");
}

function growth({ growth: rows, idleMemory }: RoadTable): string {
  const memory = (of: Memory) =>
    (["gateway", "forecast", "simulator-1", "simulator-2"] as const).map((name) =>
      digits(of[name] ?? Number.NaN),
    );
  return [
    "### Cost by size",
    "",
    "Request to result, and the most resident memory that each service had meanwhile, in MiB.",
    "",
    table(
      ["paths", "ms", "ns a path", "gateway", "forecast", "simulator 1", "simulator 2"],
      [
        ["idle", "", "", ...memory(idleMemory)],
        ...rows.map(({ paths, time, memory: most }) => [
          count(paths),
          median(time),
          digits((time.median * 1e6) / paths),
          ...memory(most),
        ]),
      ],
    ),
  ].join("\n");
}

function latency({ latency: { paths, idle, busy, loadPaths } }: RoadTable): string {
  return [
    `### Latency of ${count(paths)} paths`,
    "",
    "Request to the event that tells the result, in ms, one run after the other.",
    "",
    table(
      ["", "median", "95th percentile"],
      [
        ["idle", median(idle), digits(idle.p95)],
        [`beside a run of ${count(loadPaths)} paths`, median(busy), digits(busy.p95)],
      ],
    ),
  ].join("\n");
}

function throughput({ throughput: rows }: RoadTable): string {
  return [
    "### Requests a second",
    "",
    `One client with ${rows[0]?.connections} connections, in turns. Fastify alone sends the same bytes and does no work; grpc-gateway is`,
    "before the same forecast service. Runs are created without simulators: accepting them is measured, not computing.",
    "",
    table(
      ["", ...SERVERS, "gateway by Fastify", "gateway by grpc-gateway"],
      rows.map(({ request, servers }) => [
        request,
        ...SERVERS.map((server) => median(servers[server])),
        times(servers.gateway.median / servers["Fastify alone"].median),
        times(servers.gateway.median / servers["grpc-gateway"].median),
      ]),
    ),
  ].join("\n");
}

function footprint({ footprints }: RoadTable): string {
  return [
    "### Start and size",
    "",
    "From the start of the process until it is ready; sizes in MiB. The gateway's program is its bundle, without Node.",
    "",
    table(
      ["", "ms to ready", "program", "image"],
      footprints.map(({ name, startMs, programMiB, imageMiB }) => [
        name,
        digits(startMs),
        digits(programMiB),
        imageMiB === undefined ? "not built" : digits(imageMiB),
      ]),
    ),
  ].join("\n");
}
