/** Gives ever greater numbers of fixed length in hex, greater than those of any earlier run. */
export class Sequencer {
  #last = 0n;

  next(): string {
    const now = BigInt(Date.now()) << 16n;
    this.#last = now > this.#last ? now : this.#last + 1n;
    return this.#last.toString(16).toUpperCase().padStart(18, "0");
  }
}
