/** An event of a stream: its id, empty when it has none, and its data. */
export interface StreamEvent {
  readonly id: string;
  readonly data: string;
}

/**
 * The events with data of a stream of server-sent events, until it ends or breaks.
 *
 * @throws {Error} with the answer's text when it is no stream.
 */
export async function* eventsOf(response: Response): AsyncGenerator<StreamEvent> {
  if (!response.ok || response.body === null) throw new Error(await response.text());
  let text = "";
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + part).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = field(block, "data");
      if (data !== undefined) yield { id: field(block, "id") ?? "", data };
    }
  }
}

const field = (block: string, name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
