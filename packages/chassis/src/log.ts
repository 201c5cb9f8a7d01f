/** Structured logs on standard error. */

import { type Logger, pino } from "pino";

/** Least severe lines that are logged. */
export type Level = "debug" | "info" | "warn" | "error";
/** Shape of a line: JSON for machines, text for people. */
export type Format = "json" | "text";

export const LEVELS = "debug, info, warn or error";
export const FORMATS = "json or text";

export const isLevel = (text: string): text is Level => ["debug", "info", "warn", "error"].includes(text);
export const isFormat = (text: string): text is Format => text === "json" || text === "text";

const STANDARD_ERROR = 2;

/** A logger; what could hold a credential is never written. */
export function createLogger(level: Level, format: Format): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: ["req.headers.authorization", "req.headers.cookie"],
  };
  if (format === "json") return pino(options, pino.destination(STANDARD_ERROR));
  return pino(options, { write: (line: string) => void process.stderr.write(textLine(line)) });
}

function textLine(line: string): string {
  const { time, level, msg, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const details = Object.entries(rest).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  return `${String(time)} ${String(level).toUpperCase()} ${String(msg)}${details.join("")}\n`;
}
