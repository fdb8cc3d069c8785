import { GatewayFailure } from "./gateway-failure.ts";

/** Limits of one method: steady requests a second, and how many may come at once. */
export interface ThrottleLimits {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** What an account allows where the stage says nothing (API Gateway quotas). */
export const ACCOUNT_LIMITS: ThrottleLimits = { rateLimit: 10_000, burstLimit: 5_000 };

/** A bucket of `burstLimit` tokens that fills at `rateLimit` tokens a second. */
export class TokenBucket {
  readonly #limits: ThrottleLimits;
  #tokens: number;
  #filledAt: number;

  /** `now` in milliseconds of any steady clock. */
  constructor(limits: ThrottleLimits, now: number) {
    this.#limits = limits;
    this.#tokens = limits.burstLimit;
    this.#filledAt = now;
  }

  /** Takes a token; false when there is none. */
  take(now: number): boolean {
    const { rateLimit, burstLimit } = this.#limits;
    const gained = ((now - this.#filledAt) / 1000) * rateLimit;
    this.#tokens = Math.min(burstLimit, this.#tokens + gained);
    this.#filledAt = now;
    if (this.#tokens < 1) {
      return false;
    }
    this.#tokens -= 1;
    return true;
  }
}

/** Stage throttling. The stage's settings hold for each method on its own. */
export class StageThrottle {
  readonly #buckets = new Map<object, TokenBucket>();

  /** Takes a token of the method. @throws GatewayFailure THROTTLED when there is none. */
  check(method: { readonly throttle: ThrottleLimits }): void {
    const now = performance.now();
    let bucket = this.#buckets.get(method);
    if (bucket === undefined) {
      bucket = new TokenBucket(method.throttle, now);
      this.#buckets.set(method, bucket);
    }
    if (!bucket.take(now)) {
      throw new GatewayFailure("THROTTLED", "Too Many Requests");
    }
  }
}
