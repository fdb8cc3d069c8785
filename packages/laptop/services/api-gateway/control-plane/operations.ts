import type { ServiceAnswer } from "../../../platform/service-answer.ts";
import type { SignedCall } from "../../iam/signed-call.ts";
import { type ThrottleLimits, TokenBucket } from "../throttle.ts";
import { ControlPlaneError } from "./control-plane-error.ts";
import type { GatewayKeyStore } from "./gateway-key-store.ts";
import { keyBody, keyChanges, newKey, planBody, planKeyBody, planKeyId } from "./key-requests.ts";
import { pageOf } from "./pages.ts";

/** A fixed quota of API Gateway: neither operation can be had faster. */
const KEY_RATE: ThrottleLimits = { rateLimit: 5, burstLimit: 5 };

type Operation = (
  call: SignedCall,
  ids: readonly string[],
) => ServiceAnswer | Promise<ServiceAnswer>;

/** The operations on keys and usage plans, by verb and path. */
export class Operations {
  readonly #keys: GatewayKeyStore;
  readonly #creations: TokenBucket;
  readonly #deletions: TokenBucket;
  readonly #table: readonly (readonly [string, RegExp, Operation])[] = [
    ["POST", /^\/apikeys$/, (call) => this.#createApiKey(call)],
    ["GET", /^\/apikeys$/, (call) => this.#getApiKeys(call)],
    ["GET", /^\/apikeys\/([^/]+)$/, (call, [id]) => this.#getApiKey(call, id)],
    ["PATCH", /^\/apikeys\/([^/]+)$/, (call, [id]) => this.#updateApiKey(call, id)],
    ["DELETE", /^\/apikeys\/([^/]+)$/, (_call, [id]) => this.#deleteApiKey(id)],
    ["GET", /^\/usageplans$/, (call) => this.#getUsagePlans(call)],
    ["GET", /^\/usageplans\/([^/]+)$/, (_call, [id]) => this.#getUsagePlan(id)],
    ["POST", /^\/usageplans\/([^/]+)\/keys$/, (call, [id]) => this.#join(call, id)],
    ["GET", /^\/usageplans\/([^/]+)\/keys$/, (call, [id]) => this.#getPlanKeys(call, id)],
    ["GET", /^\/usageplans\/([^/]+)\/keys\/([^/]+)$/, (_call, ids) => this.#getPlanKey(ids)],
    ["DELETE", /^\/usageplans\/([^/]+)\/keys\/([^/]+)$/, (_call, ids) => this.#leave(ids)],
  ];

  constructor(keys: GatewayKeyStore, keyRate: ThrottleLimits = KEY_RATE) {
    this.#keys = keys;
    const now = performance.now();
    this.#creations = new TokenBucket(keyRate, now);
    this.#deletions = new TokenBucket(keyRate, now);
  }

  /** @throws ControlPlaneError */
  run(call: SignedCall): ServiceAnswer | Promise<ServiceAnswer> {
    for (const [method, pattern, operation] of this.#table) {
      const match = method === call.method ? pattern.exec(call.path) : null;
      if (match) return operation(call, match.slice(1).map(decodeURIComponent));
    }
    const words = `${call.method} ${call.path} is not served by the local control plane`;
    throw new ControlPlaneError("BadRequestException", words);
  }

  async #createApiKey(call: SignedCall): Promise<ServiceAnswer> {
    take(this.#creations);
    const key = newKey(call.body);
    await this.#keys.add(key);
    return { status: 201, body: keyBody(key, true) };
  }

  #getApiKeys({ query }: SignedCall): ServiceAnswer {
    const found = named(this.#keys.keys(), query.get("name")).filter(
      ({ customerId }) => !query.has("customerId") || customerId === query.get("customerId"),
    );
    const { page, position } = pageOf(found, query);
    const withValues = query.get("includeValues") === "true";
    return { status: 200, body: { item: page.map((key) => keyBody(key, withValues)), position } };
  }

  #getApiKey({ query }: SignedCall, id = ""): ServiceAnswer {
    const key = this.#keys.key(id);
    return { status: 200, body: keyBody(key, query.get("includeValue") === "true") };
  }

  async #updateApiKey(call: SignedCall, id = ""): Promise<ServiceAnswer> {
    await this.#keys.update(id, keyChanges(call.body));
    return { status: 200, body: keyBody(this.#keys.key(id), false) };
  }

  async #deleteApiKey(id = ""): Promise<ServiceAnswer> {
    take(this.#deletions);
    await this.#keys.remove(id);
    return { status: 202 };
  }

  #getUsagePlans({ query }: SignedCall): ServiceAnswer {
    const keyId = query.get("keyId");
    const plans = this.#keys.plans.filter(
      ({ id }) => keyId === null || this.#keys.keysOf(id).some((key) => key.id === keyId),
    );
    const { page, position } = pageOf(plans, query);
    return { status: 200, body: { item: page.map(planBody), position } };
  }

  #getUsagePlan(id = ""): ServiceAnswer {
    return { status: 200, body: planBody(this.#keys.plan(id)) };
  }

  async #join(call: SignedCall, planId = ""): Promise<ServiceAnswer> {
    const keyId = planKeyId(call.body);
    await this.#keys.join(planId, keyId);
    return { status: 201, body: planKeyBody(this.#keys.key(keyId)) };
  }

  #getPlanKeys({ query }: SignedCall, planId = ""): ServiceAnswer {
    const found = named(this.#keys.keysOf(this.#keys.plan(planId).id), query.get("name"));
    const { page, position } = pageOf(found, query);
    return { status: 200, body: { item: page.map(planKeyBody), position } };
  }

  #getPlanKey([planId = "", keyId = ""]: readonly string[]): ServiceAnswer {
    const key = this.#keys.keysOf(this.#keys.plan(planId).id).find(({ id }) => id === keyId);
    if (key === undefined) {
      throw new ControlPlaneError("NotFoundException", "Invalid Usage Plan Key specified");
    }
    return { status: 200, body: planKeyBody(key) };
  }

  async #leave([planId = "", keyId = ""]: readonly string[]): Promise<ServiceAnswer> {
    await this.#keys.leave(planId, keyId);
    return { status: 202 };
  }
}

function take(bucket: TokenBucket): void {
  if (!bucket.take(performance.now())) {
    throw new ControlPlaneError("TooManyRequestsException", "Too Many Requests");
  }
}

/** API Gateway finds the keys whose names begin with the text. */
function named<Key extends { readonly name: string }>(
  keys: readonly Key[],
  text: string | null,
): readonly Key[] {
  return text === null ? keys : keys.filter(({ name }) => name.startsWith(text));
}
