import type { Location } from "../../src/backends/backend.ts";
import type * as backends from "../../src/backends/index.ts";
import { type Addresses, allBackends } from "../../src/calls/channel.ts";
import { type Answers, type FakeServer, type FakeService, serve } from "./server.ts";

type Backends = typeof backends;

/** What the services behind a gateway answer in a test, by backend and method. */
export type BackendAnswers = { [Name in keyof Backends]?: Answers<Backends[Name]["Client"]["service"]> };

/** Servers in the place of all backends; those of one location are served together. */
export class FakeBackends implements AsyncDisposable {
  readonly #servers = new Map<Location, FakeServer>();

  static async serve(answers: BackendAnswers): Promise<FakeBackends> {
    const fakes = new FakeBackends();
    for (const location of new Set(Object.values(allBackends).map((backend) => backend.location))) {
      fakes.#servers.set(location, await serve(servicesAt(location, answers)));
    }
    return fakes;
  }

  get addresses(): Addresses {
    return Object.fromEntries([...this.#servers].map(([{ variable }, { address }]) => [variable, [address]]));
  }

  /** A service is gone, as in a crash. */
  async stop(name: keyof Backends): Promise<void> {
    await this.#servers.get(locationOf(name))?.[Symbol.asyncDispose]();
  }

  /** A service that was stopped is there again, at the same address. */
  async start(name: keyof Backends, answers: BackendAnswers): Promise<void> {
    const location = locationOf(name);
    const port = this.#servers.get(location)?.address.port;
    this.#servers.set(location, await serve(servicesAt(location, answers), port));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server[Symbol.asyncDispose]()));
  }
}

function servicesAt(location: Location, answers: BackendAnswers): FakeService[] {
  const byName: Readonly<Record<string, FakeService[1]>> = answers;
  return Object.entries(allBackends)
    .filter(([, backend]) => backend.location === location)
    .map(([name, { Client }]) => [Client.service, byName[name] ?? {}]);
}

function locationOf(name: string): Location {
  const found = allBackends[name];
  if (found === undefined) throw new Error(`there is no backend ${name}`);
  return found.location;
}
