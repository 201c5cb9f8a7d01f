/** A stream without a byte for so long is dead: the gateway's heartbeat comes every 15 s. */
const silenceMs = 40_000;

/** One server-sent event. */
export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/**
 * Reads server-sent events from a body, as the HTML standard parses them. `EventSource`
 * cannot send an `Authorization` header, so the page reads the stream itself. A body that
 * falls silent for `patienceMs` counts as ended: its other end may have gone without a word.
 */
export async function* events(
  body: ReadableStream<Uint8Array>,
  patienceMs = silenceMs,
): AsyncGenerator<ServerEvent> {
  let id = "";
  let event = "";
  let data: string[] = [];
  for await (const line of lines(body, patienceMs)) {
    if (line === "") {
      if (data.length > 0) yield { id, event: event || "message", data: data.join("\n") };
      event = "";
      data = [];
      continue;
    }
    const [name, value] = field(line);
    if (name === "data") data.push(value);
    else if (name === "event") event = value;
    else if (name === "id" && !value.includes("\0")) id = value;
  }
}

/** Splits a line at its colon; one space behind it is no part of the value. A comment has no name. */
function field(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  const value = line.slice(colon + 1);
  return [line.slice(0, colon), value.startsWith(" ") ? value.slice(1) : value];
}

/** Lines end in LF, CR LF or CR; what follows the last end is not a line yet. */
async function* lines(body: ReadableStream<Uint8Array>, patienceMs: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks(body, patienceMs)) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the very end may be half of a CR LF: it waits for the next chunk.
    const parts = rest.split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? "";
    yield* parts;
  }
}

/** Not every browser can iterate a stream. Stopping early cancels the body. */
async function* chunks(body: ReadableStream<Uint8Array>, patienceMs: number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      // Cancelling ends the read that is waiting.
      const patience = setTimeout(() => void reader.cancel().catch(() => undefined), patienceMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(patience));
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
