import { errors, type JWTVerifyGetKey } from "jose";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { DependencyFailure, reasonOf } from "./dependency-failure.ts";
import { type KeyLookup, type KeySource, keySource } from "./key-source.ts";

/** Keys are asked for anew after this … */
const FRESH_MS = 10 * 60_000;
/** … but serve on for this long after they were last read, while the issuer is down. */
const STALE_MS = 24 * 3_600_000;
/** A key we do not know makes us ask again, at most this often. */
const COOLDOWN_MS = 30_000;

export interface KeySetOptions {
  /** The time in milliseconds. */
  readonly now?: () => number;
  /** Told of each attempt that failed while older keys serve on. */
  readonly onStale?: (failure: DependencyFailure) => void;
}

interface KnownKeys {
  readonly lookup: KeyLookup;
  readonly readAt: number;
}

/**
 * An issuer's signing keys: fetched when first needed, kept by the module that holds this.
 * However many requests need them at a time, they are asked for once. A failing issuer is asked
 * less and less often, and the keys known by then are good for another day.
 */
export class IssuerKeys {
  readonly #issuer: string;
  readonly #source: KeySource;
  readonly #now: () => number;
  readonly #onStale: (failure: DependencyFailure) => void;
  readonly #breaker: CircuitBreaker;
  #known: KnownKeys | undefined;
  #pending: Promise<KnownKeys> | undefined;

  /** @param jwksUri where the keys are; discovered from the issuer when left out */
  constructor(issuer: string, jwksUri: string | undefined, options: KeySetOptions = {}) {
    this.#issuer = issuer;
    this.#source = keySource(issuer, jwksUri);
    this.#now = options.now ?? (() => Date.now());
    this.#onStale = options.onStale ?? (() => {});
    this.#breaker = new CircuitBreaker(this.#now);
  }

  /**
   * The key that a token names.
   * @throws JWKSNoMatchingKey, JWKSMultipleMatchingKeys when the issuer has no such key
   * @throws DependencyFailure when that cannot be told
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const known = await this.#current();
    try {
      return await this.#findIn(known, header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const newer = await this.#newerThan(known);
      if (newer === known) throw error;
      return this.#findIn(newer, header, token);
    }
  };

  async #findIn(known: KnownKeys, ...named: Parameters<KeyLookup>) {
    try {
      return await known.lookup(...named);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      if (error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw this.#failure("A key cannot be used", error);
    }
  }

  async #current(): Promise<KnownKeys> {
    const known = this.#known;
    if (known && this.#age(known) < FRESH_MS) return known;
    try {
      return await this.#refresh();
    } catch (error) {
      if (known && this.#age(known) < STALE_MS) return known;
      throw error;
    }
  }

  /** The same ones while they cool down, unless others came meanwhile. */
  async #newerThan(known: KnownKeys): Promise<KnownKeys> {
    const current = this.#known ?? known;
    if (current !== known || this.#age(known) < COOLDOWN_MS) return current;
    return this.#refresh();
  }

  #age({ readAt }: KnownKeys): number {
    return this.#now() - readAt;
  }

  #refresh(): Promise<KnownKeys> {
    this.#pending ??= this.#read().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #read(): Promise<KnownKeys> {
    if (this.#breaker.isOpen) throw this.#failure("The keys could not be read a moment ago");
    try {
      this.#known = { lookup: await this.#source(), readAt: this.#now() };
      this.#breaker.succeeded();
      return this.#known;
    } catch (error) {
      this.#breaker.failed();
      const failure = this.#failure("The keys cannot be read", error);
      if (this.#known && this.#age(this.#known) < STALE_MS) this.#onStale(failure);
      throw failure;
    }
  }

  #failure(fault: string, cause?: unknown): DependencyFailure {
    const reason = cause === undefined ? "" : `: ${reasonOf(cause)}`;
    return new DependencyFailure(`${fault} (issuer ${this.#issuer})${reason}`, { cause });
  }
}
