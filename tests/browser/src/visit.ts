import type { Locator } from "playwright-core";
import { Tab } from "./tab.ts";

/** One person at this page. */
export class Visit extends Tab {
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

  slider(label: string): Locator {
    return this.page.getByRole("slider", { name: label, exact: true });
  }

  get run(): Locator {
    return this.page.getByRole("region", { name: "Run", exact: true });
  }

  get progress(): Locator {
    return this.page.getByRole("progressbar");
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
