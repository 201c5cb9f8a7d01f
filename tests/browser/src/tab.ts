import type { Locator, Page } from "playwright-core";

const ATTEMPTS = 5;
const NETWORK_CHANGED = "net::ERR_NETWORK_CHANGED";

/** One person at a page of the gateway: what they see of it, and what they can do. */
export class Tab {
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

  /** Opens an address of the page, such as `/?view=all`. */
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

  field(label: string): Locator {
    return this.page.getByRole("textbox", { name: label });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  get alert(): Locator {
    return this.page.getByRole("alert");
  }
}
