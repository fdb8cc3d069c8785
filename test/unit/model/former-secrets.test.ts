import { describe, expect, test } from "vitest";
import type { ApiKey, FormerDigest } from "../../../shared/model/api-key/api-key.ts";
import {
  formerAfterRotation,
  runningSecrets,
} from "../../../shared/model/api-key/former-secrets.ts";

const NOW = "2026-11-27T12:00:00.000Z";
const LATER = "2026-11-28T12:00:00.000Z";

const until = (digest: string, end: string): FormerDigest => ({ digest, pepper: "v1", until: end });
const running = (digest: string, minute = 1) => until(digest, `2026-11-27T12:0${minute}:00.000Z`);
const ended = (digest: string) => until(digest, NOW);

function keyWith(...former: readonly FormerDigest[]): ApiKey {
  return {
    ...{ id: "0123456789abcdef", owner: "jane", name: "CRM", digest: "present", pepper: "v2" },
    ...{ last4: "abcd", createdAt: NOW, expiresAt: null, lastUsedAt: null, former },
    ...{ rotationId: null, plan: "free", gatewayKey: "account" },
  };
}

const present = { digest: "present", pepper: "v2", until: LATER };

test("a former secret is good until the end of its overlap, and not at it", () => {
  const both = keyWith(running("one"), ended("two"));
  expect(runningSecrets(both, NOW)).toEqual([running("one")]);
});

describe("a rotation", () => {
  test.each([
    ["of a key that never was", [], [present]],
    ["beside an overlap that runs", [running("one")], [present, running("one")]],
    ["after one that has ended", [ended("one")], [present]],
    ["beside an earlier one alone", [ended("one"), running("two")], [present, running("two")]],
  ])("%s ends nothing that is good", (_, former, expected) => {
    expect(formerAfterRotation(keyWith(...former), LATER, NOW)).toEqual(expected);
  });

  test("without an overlap ends all of them", () => {
    const key = keyWith(running("one"), running("two"));
    expect(formerAfterRotation(key, undefined, NOW)).toEqual([]);
  });

  test("beside two is refused, and says when there is room", () => {
    const key = keyWith(running("one", 5), running("two", 3));
    expect(() => formerAfterRotation(key, LATER, NOW)).toThrow(
      expect.objectContaining({
        kind: "conflict",
        code: "api_key_overlaps_running",
        message: expect.stringContaining("until 2026-11-27T12:03:00.000Z"),
      }),
    );
  });
});
