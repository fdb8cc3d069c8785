import { type HeldCalls, TableGate } from "../../support/table-gate.ts";

/** So many commands the directory's index stands still, and so many it follows. Its consumer gives up later. */
const COMMANDS = 6;

/** Has the index of the directory lag behind now and then, so that searches meet what has changed since. */
export class IndexLag {
  /** Between the functions and the table. */
  readonly gate = new TableGate();
  #commands = 0;
  #held: HeldCalls | undefined;

  get isOn(): boolean {
    return this.#held !== undefined;
  }

  /** To be told of each command before it runs. */
  next(): void {
    if (this.#commands % COMMANDS === 0) {
      if (this.isOn) this.end();
      else this.#held = this.gate.hold(/DirectoryConsumer/, () => true);
    }
    this.#commands += 1;
  }

  /** Lets the index follow from now on. */
  end(): void {
    this.gate.open();
    this.#held?.release();
    this.#held = undefined;
  }
}
