import { TokenBucket } from "@profiles-api/laptop/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { throttleOf } from "../../../infra/settings/plan-settings.ts";
import {
  GATEWAY_SHARDS,
  SHARED_KINDS,
  type SharedKind,
  shardKeyValue,
  shardOf,
} from "../../../shared/model/gateway-shard.ts";

test("an account is always on the same shard, and accounts are spread over all of them", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: GATEWAY_SHARDS }), (account, shards) => {
      const shard = shardOf(account, shards);
      return shard === shardOf(account, shards) && shard >= 0 && shard < shards;
    }),
  );
  const counts = new Array(GATEWAY_SHARDS).fill(0);
  for (let n = 0; n < 32_000; n += 1) counts[shardOf(`auth0|user-${n}`, GATEWAY_SHARDS)] += 1;
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1_150);
});

test("each shard's key has a value of its own, of a form that the gateway takes", () => {
  const deployment = "0123456789abcdef0123456789abcdef";
  const values = SHARED_KINDS.flatMap((kind) =>
    Array.from({ length: GATEWAY_SHARDS }, (_, shard) => shardKeyValue(kind, deployment, shard)),
  );
  expect(new Set(values).size).toBe(2 * GATEWAY_SHARDS);
  for (const value of values) expect(value).toMatch(/^[0-9a-z]{20,128}$/);
});

/**
 * The gateway's own throttles, in a time that is made up: a bucket for each shard of a kind, and one for
 * the method, which all callers have in common. As in the trial that issue 19 tells of: a fifth of the
 * default rate.
 */
const SETTINGS = { throttleRate: 100, throttleBurst: 200 };
const SECONDS = 40;
const OTHERS = 1_280;

interface Caller {
  readonly account: string;
  readonly kind: SharedKind;
  /** Milliseconds from one request to the next. */
  readonly every: number;
}

/** The part of their requests that was answered, by account. */
function serve(callers: readonly Caller[], shards: number): ReadonlyMap<string, number> {
  const stage = { rateLimit: SETTINGS.throttleRate, burstLimit: SETTINGS.throttleBurst };
  // With one shard it is as it was: the shared plan may use all that the stage lets pass.
  const limits = (kind: SharedKind) => (shards === 1 ? stage : throttleOf(kind, SETTINGS));
  const keys = new Map<string, TokenBucket>();
  const method = new TokenBucket(stage, 0);
  const counts = new Map(callers.map(({ account }) => [account, { asked: 0, answered: 0 }]));
  for (const { now, account, kind } of requestsOf(callers)) {
    const name = `${kind} ${shardOf(account, shards)}`;
    const key = keys.get(name) ?? new TokenBucket(limits(kind), 0);
    keys.set(name, key);
    const count = counts.get(account) ?? { asked: 0, answered: 0 };
    count.asked += 1;
    if (key.take(now) && method.take(now)) count.answered += 1;
  }
  return new Map([...counts].map(([name, { asked, answered }]) => [name, answered / asked]));
}

/** In order of time; of those at the same moment the first callers' come first. */
function requestsOf(callers: readonly Caller[]) {
  return callers
    .flatMap(({ account, kind, every }, index) => {
      const first = 1 + ((index * 7_919) % every);
      const count = Math.ceil((SECONDS * 1_000 - first) / every);
      return Array.from({ length: count }, (_, n) => ({ now: first + n * every, account, kind }));
    })
    .toSorted((a, b) => a.now - b.now);
}

const mean = (parts: readonly number[]) =>
  parts.reduce((sum, part) => sum + part, 0) / parts.length;

describe.each([
  ["with JWTs", ["session"]],
  ["with API keys of the free plan", ["free"]],
  ["of either kind", ["session", "free"]],
] as const)("an attacker %s at full speed", (_, kinds) => {
  const attackers = kinds.map((kind) => ({ account: `attacker ${kind}`, kind, every: 1 }));
  const others = Array.from({ length: OTHERS }, (_, n) => ({
    account: `other-${n}`,
    kind: SHARED_KINDS[n % 2] ?? "session",
    every: 20_000,
  }));
  // The attacker is served first whenever there is a choice.
  const answered = (shards: number) => serve([...attackers, ...others], shards);

  test("leaves the others 95 % of their answers, and those of other shards all", () => {
    const parts = answered(GATEWAY_SHARDS);
    const isBeside = ({ account, kind }: Caller) =>
      attackers.some(
        (one) =>
          one.kind === kind &&
          shardOf(one.account, GATEWAY_SHARDS) === shardOf(account, GATEWAY_SHARDS),
      );
    const partOf = (all: readonly Caller[]) =>
      mean(all.map(({ account }) => parts.get(account) ?? 0));
    expect(partOf(others)).toBeGreaterThanOrEqual(0.95);
    expect(partOf(others.filter((one) => !isBeside(one)))).toBe(1);
    const beside = others.filter(isBeside).length / OTHERS;
    expect(beside).toBeLessThan(0.05);
  });

  test("had starved them when all shared one key", () => {
    const parts = answered(1);
    const harmed = others.filter(({ kind }) => attackers.some((one) => one.kind === kind));
    expect(mean(harmed.map(({ account }) => parts.get(account) ?? 0))).toBeLessThan(0.5);
  });
});
