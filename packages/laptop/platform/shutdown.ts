/** What has been started, and how it is stopped again. */
export class Shutdown {
  readonly #stops: (() => Promise<unknown>)[] = [];

  /** Notes how something that has just started is stopped, and gives it back. */
  add<T>(started: T, stop: (started: T) => Promise<unknown>): T {
    this.#stops.push(() => stop(started));
    return started;
  }

  /** Stops everything, the last started first. A second run has nothing left to do. */
  async run(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }
}
