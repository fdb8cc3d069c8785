const SHORTEST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * Keeps a dependency that fails from being asked for every request. It opens at the first failure,
 * for 1 s; each further failure in a row doubles that, up to 30 s.
 */
export class CircuitBreaker {
  readonly #now: () => number;
  #failures = 0;
  #openUntil = Number.NEGATIVE_INFINITY;

  /** @param now the time in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  get isOpen(): boolean {
    return this.#now() < this.#openUntil;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#openUntil = this.#now() + Math.min(SHORTEST_MS * 2 ** this.#failures, LONGEST_MS);
    this.#failures += 1;
  }
}
