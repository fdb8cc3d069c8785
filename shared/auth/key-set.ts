import { errors, type JWTVerifyGetKey } from "jose";
import type { KeptKeys } from "../domain/issuer/kept-keys.ts";
import { log } from "../log.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { DependencyFailure, reasonOf } from "./dependency-failure.ts";
import { type KeyLookup, type KeySource, keySource, toKeySet } from "./key-source.ts";

/** Keys are asked for again after this … */
const FRESH_MS = 10 * 60_000;
/** … but serve on for this long after they were last read, while the issuer is down. */
const STALE_MS = 24 * 3_600_000;
/** While the issuer is down, kept keys are looked for again after this. */
const RECALL_PAUSE_MS = 30_000;
/** Clocks of the functions may differ by so much. */
const CLOCK_SKEW_MS = 30_000;
/** A key we do not know makes us ask again, at most this often. */
const COOLDOWN_MS = 30_000;

/** How keys are asked for and kept. */
export interface KeySetOptions {
  /** The time in milliseconds. */
  readonly now?: () => number;
  /** Told of each attempt that failed while older keys serve on. */
  readonly onStale?: (failure: DependencyFailure) => void;
  /**
   * Finds the keys of an issuer that others have kept. Asked only when the issuer has failed.
   */
  readonly recall?: (issuer: string) => Promise<KeptKeys | undefined>;
}

interface KnownKeys {
  readonly lookup: KeyLookup;
  readonly readAt: number;
  /** True for keys that others have read: they never spare the issuer a question. */
  readonly isKept: boolean;
}

/**
 * An issuer's signing keys: fetched when first needed, kept by the module that holds this.
 * However many requests need them at a time, they are asked for once. A failing issuer is asked
 * less and less often, and the keys read last, by this environment or by others, are good for another
 * day.
 */
export class IssuerKeys {
  readonly #issuer: string;
  readonly #source: KeySource;
  readonly #now: () => number;
  readonly #onStale: (failure: DependencyFailure) => void;
  readonly #recall: KeySetOptions["recall"];
  readonly #breaker: CircuitBreaker;
  #recalled:
    | { readonly at: number; readonly fault: Promise<DependencyFailure | undefined> }
    | undefined;
  #toldUnusable = false;
  #known: KnownKeys | undefined;
  #pending: Promise<KnownKeys> | undefined;

  /** @param jwksUri where the keys are; discovered from the issuer when left out */
  constructor(issuer: string, jwksUri: string | undefined, options: KeySetOptions = {}) {
    this.#issuer = issuer;
    this.#source = keySource(issuer, jwksUri);
    this.#now = options.now ?? (() => Date.now());
    this.#onStale = options.onStale ?? (() => {});
    this.#recall = options.recall;
    this.#breaker = new CircuitBreaker(this.#now);
  }

  /**
   * The key that a token names.
   * @throws JWKSNoMatchingKey, JWKSMultipleMatchingKeys when the issuer has no such key, and JWKInvalid
   * when it has one that cannot be used
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
      this.#tellUnusable(error);
      throw new errors.JWKInvalid("A key cannot be used", { cause: error });
    }
  }

  /** Once: anybody can name such a key, also in a token that nobody has signed. */
  #tellUnusable(error: unknown): void {
    if (this.#toldUnusable) return;
    this.#toldUnusable = true;
    const { message } = this.#failure("A key cannot be used", error);
    log("warn", message);
  }

  async #current(): Promise<KnownKeys> {
    const known = this.#known;
    if (known && !known.isKept && this.#age(known) < FRESH_MS) return known;
    try {
      return await this.#refresh();
    } catch (error) {
      return this.#outlasting(error as DependencyFailure);
    }
  }

  /** What is known, unless it is too old to go by. */
  #lastGood(): KnownKeys | undefined {
    return this.#known && this.#age(this.#known) < STALE_MS ? this.#known : undefined;
  }

  /**
   * The keys to go by while the issuer is down: those read last, by us or by others. The issuer may
   * have taken back since what we know.
   */
  async #outlasting(failure: DependencyFailure): Promise<KnownKeys> {
    const fault = await this.#recallOnce(failure);
    const last = this.#lastGood();
    if (last) return last;
    throw fault ?? failure;
  }

  /**
   * Looks for the kept keys. However many requests need them at a time, they are looked for once.
   * @returns why they cannot be had
   */
  #recallOnce(failure: DependencyFailure): Promise<DependencyFailure | undefined> {
    if (!this.#recalled || this.#now() - this.#recalled.at >= RECALL_PAUSE_MS) {
      this.#recalled = { at: this.#now(), fault: this.#readKept(failure) };
    }
    return this.#recalled.fault;
  }

  async #readKept(failure: DependencyFailure): Promise<DependencyFailure | undefined> {
    const wasKnown = this.#lastGood() !== undefined;
    try {
      const kept = await this.#recall?.(this.#issuer);
      if (kept) this.#takeUp({ ...toKeySet(kept.document), readAt: kept.readAt, isKept: true });
    } catch (error) {
      return this.#failure(`${failure.message}; nor can those kept`, error);
    }
    if (!wasKnown && this.#lastGood()?.isKept) this.#onStale(failure);
    return undefined;
  }

  /** Kept keys that are younger than those known: the issuer may have answered meanwhile. */
  #takeUp(kept: KnownKeys): void {
    const isOfTheFuture = this.#age(kept) < -CLOCK_SKEW_MS;
    if (isOfTheFuture || this.#age(kept) >= STALE_MS) return;
    if (!this.#known || kept.readAt > this.#known.readAt) this.#known = kept;
  }

  /** The same ones while they cool down, unless others came meanwhile. */
  async #newerThan(known: KnownKeys): Promise<KnownKeys> {
    const current = this.#known ?? known;
    const isCooling = !known.isKept && this.#age(known) < COOLDOWN_MS;
    if (current !== known || isCooling) return current;
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
      const { lookup } = await this.#source();
      this.#known = { lookup, readAt: this.#now(), isKept: false };
      this.#breaker.succeeded();
      return this.#known;
    } catch (error) {
      this.#breaker.failed();
      const failure = this.#failure("The keys cannot be read", error);
      if (this.#lastGood()) this.#onStale(failure);
      throw failure;
    }
  }

  #failure(fault: string, cause?: unknown): DependencyFailure {
    const reason = cause === undefined ? "" : `: ${reasonOf(cause)}`;
    return new DependencyFailure(`${fault} (issuer ${this.#issuer})${reason}`, { cause });
  }
}
