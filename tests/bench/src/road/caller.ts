import type { Forecast, PartialPlan, Result } from "@trivium/gateway/schemas";

/** A run that succeeded. */
export interface Outcome {
  readonly id: string;
  /** From the request to the event that says so. */
  readonly milliseconds: number;
  readonly result: Result;
}

/** A run that goes on while something else is measured. */
export interface Load {
  readonly ended: boolean;
  stop(): Promise<void>;
}

/** Uses a gateway as a browser does. */
export class Caller {
  readonly #url: string;
  readonly #signal: AbortSignal;
  #seed = 0;

  constructor(gatewayUrl: string, signal: AbortSignal) {
    this.#url = `${gatewayUrl}/v1/forecasts`;
    this.#signal = signal;
  }

  /** A plan like every other, with a seed that was not used yet. */
  plan(paths: number): PartialPlan {
    this.#seed++;
    return { paths, seed: String(this.#seed) };
  }

  /** Posts a plan and follows its events to the end. */
  async run(plan: PartialPlan): Promise<Outcome> {
    const start = performance.now();
    const { id } = await this.#create(plan);
    const last = await this.#follow(id, () => false);
    const milliseconds = performance.now() - start;
    if (last.state !== "succeeded") throw new Error(`a run ended as ${last.state}`);
    return { id, milliseconds, result: last.result };
  }

  /** Starts a run and returns when part of it is done. It goes on until `stop` cancels it. */
  async load(paths: number): Promise<Load> {
    const { id } = await this.#create(this.plan(paths));
    await this.#follow(id, (forecast) => forecast.state === "running" && forecast.progress.pathsDone > 0);
    const load = {
      ended: false,
      stop: async () => {
        await fetch(`${this.#url}/${id}`, { method: "DELETE", signal: this.#signal });
      },
    };
    const ended = () => {
      load.ended = true;
    };
    void this.#follow(id, () => false).then(ended, ended);
    return load;
  }

  async #create(plan: PartialPlan): Promise<Forecast> {
    const response = await fetch(this.#url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(plan),
      signal: this.#signal,
    });
    if (!response.ok) throw new Error(`the gateway refused a plan: ${await response.text()}`);
    return (await response.json()) as Forecast;
  }

  /** The first state that is as wanted, or else the last. */
  async #follow(id: string, wanted: (forecast: Forecast) => boolean): Promise<Forecast> {
    const headers = { accept: "text/event-stream" };
    const response = await fetch(`${this.#url}/${id}/events`, { headers, signal: this.#signal });
    if (!response.ok || response.body === null) throw new Error(await response.text());
    let forecast: Forecast | undefined;
    let text = "";
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + part).split("\n\n");
      text = blocks.pop() ?? "";
      for (const [, data = ""] of blocks.map((block) => /^data: (.*)$/m.exec(block) ?? [])) {
        if (data !== "") forecast = JSON.parse(data) as Forecast;
        if (forecast !== undefined && wanted(forecast)) return forecast;
      }
    }
    if (forecast === undefined) throw new Error("a stream of events without any");
    return forecast;
  }
}
