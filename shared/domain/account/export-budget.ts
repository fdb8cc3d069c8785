/** Bytes of all files of an archive before they are compressed: half of a function's disk. */
const MOST_BYTES = 256 * 1024 * 1024;

/** What was left out of an archive, wholly or from some entry on. */
export interface LeftOut {
  readonly path: string;
  /** Entries that are in it; absent of what is no list. */
  readonly included?: number;
  readonly why: "too_large" | "no_time" | "gone";
}

/** How much may still go into an archive, and what did not. */
export class ExportBudget {
  readonly leftOut: LeftOut[] = [];
  readonly #until: number;
  #room: number;

  /** @param until milliseconds since 1970 */
  constructor(until: number, mostBytes = MOST_BYTES) {
    this.#until = until;
    this.#room = mostBytes;
  }

  /** Takes room for so many bytes. @returns why there is none */
  take(bytes: number): "too_large" | "no_time" | undefined {
    if (Date.now() > this.#until) return "no_time";
    if (bytes > this.#room) return "too_large";
    this.#room -= bytes;
    return undefined;
  }
}
