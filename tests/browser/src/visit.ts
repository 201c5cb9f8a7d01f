import type { Locator, Page } from "playwright-core";

const ATTEMPTS = 5;
const NETWORK_CHANGED = "net::ERR_NETWORK_CHANGED";

/** One person at the page: what they see, and what they can do. */
export class Visit {
  readonly page: Page;
  /** What went wrong inside the page: exceptions, and whatever its security policy forbade. */
  readonly faults: string[] = [];
  readonly #origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.#origin = origin;
    page.on("pageerror", (error) => this.faults.push(error.message));
    page.on("console", (message) => {
      const expected = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !expected) this.faults.push(message.text());
    });
  }

  /** Opens an address of the page, such as `/?paths=10000`. */
  open(address = "/"): Promise<void> {
    return this.#load(() => this.page.goto(`${this.#origin}${address}`));
  }

  reload(): Promise<void> {
    return this.#load(() => this.page.reload());
  }

  /** Chromium drops its requests when any interface of the machine comes or goes, as those of containers do. */
  async #load(navigate: () => Promise<unknown>): Promise<void> {
    const dropped: string[] = [];
    this.page.on("requestfailed", (request) => {
      if (request.failure()?.errorText === NETWORK_CHANGED) dropped.push(request.url());
    });
    for (let attempt = 1; ; attempt++) {
      dropped.length = 0;
      try {
        await navigate();
        if (dropped.length === 0) return await this.page.getByRole("heading", { level: 1 }).waitFor();
      } catch (error) {
        if (!String(error).includes(NETWORK_CHANGED)) throw error;
      }
      if (attempt === ATTEMPTS) throw new Error(`the network changed during ${ATTEMPTS} attempts`);
    }
  }

  /** The chance of success, as the headline shows it. */
  get chance(): Locator {
    return this.page.getByTestId("chance");
  }

  /** What the headline says of where the chance comes from: a preview, a part of a run, a run. */
  get source(): Locator {
    return this.page.getByTestId("source");
  }

  get checksum(): Locator {
    return this.page.getByTestId("checksum");
  }

  /** The stage that the migration is at, as its headline shows it. */
  get stage(): Locator {
    return this.page.getByTestId("stage");
  }

  field(label: string): Locator {
    return this.page.getByRole("textbox", { name: label });
  }

  slider(label: string): Locator {
    return this.page.getByRole("slider", { name: label, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  get run(): Locator {
    return this.page.getByRole("region", { name: "Run", exact: true });
  }

  get progress(): Locator {
    return this.page.getByRole("progressbar");
  }

  get alert(): Locator {
    return this.page.getByRole("alert");
  }

  /** The list of earlier runs, newest first. */
  get runs(): Locator {
    return this.page.getByRole("region", { name: "Earlier runs" }).getByRole("listitem");
  }

  /** Paths done so far, as the progress bar has it; 0 while there is none. */
  async pathsDone(): Promise<number> {
    const values = await this.progress.evaluateAll((bars) =>
      bars.map((bar) => (bar as HTMLProgressElement).value),
    );
    return values[0] ?? 0;
  }

  /** Waits for a run that came to its end. */
  async finished(paths: string): Promise<void> {
    await this.page.getByText(`From ${paths} random futures`).waitFor();
  }
}
