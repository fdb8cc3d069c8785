import fc from "fast-check";
import { expect, test } from "vitest";
import type { Client } from "../source/client.ts";
import { broken, type FakeAnswer, fakeApi, json, problem } from "./support/fake-api.ts";

/** An outcome of one sending, and whether the request may have been carried out. */
const outcome: fc.Arbitrary<{ readonly answer: FakeAnswer; readonly isCertain: boolean }> =
  fc.oneof(
    fc.constant({ answer: broken, isCertain: false }),
    fc
      .record({
        status: fc.constantFrom(200, 400, 401, 404, 409, 412, 422, 429, 500, 502, 503, 504),
        seconds: fc.option(fc.integer({ min: 0, max: 90 })),
      })
      .map(({ status, seconds }) => {
        const headers = seconds === null ? {} : { "retry-after": `${seconds}` };
        const answer = status < 400 ? json(status, {}) : problem(status, "code", headers);
        return { answer, isCertain: status < 500 };
      }),
  );

const calls: Readonly<Record<string, (client: Client) => PromiseLike<unknown>>> = {
  read: ({ profiles }) => profiles.getProfile("p"),
  create: ({ profiles }) => profiles.createProfile({ name: "J", title: "T" }),
  change: ({ profiles }) => profiles.updateProfile("p", { title: "T" }),
  remove: ({ profiles }) => profiles.deleteProfile("p"),
};

test("whatever comes back, nothing is written twice, and nobody waits too long", async () => {
  const settings = fc.record({
    kind: fc.constantFrom(...Object.keys(calls)),
    outcomes: fc.array(outcome, { minLength: 1, maxLength: 8 }),
    retries: fc.nat(6),
    maxWaitMs: fc.nat(60_000),
    luck: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(settings, async ({ kind, outcomes, retries, maxWaitMs, luck }) => {
      let waited = 0;
      const clock = {
        sleep: async (ms: number) => {
          waited += ms;
        },
        random: () => luck,
      };
      const answers = outcomes.map(({ answer }) => answer);
      const { client, sent } = fakeApi(answers, { retries, maxWaitMs, clock });
      await calls[kind]?.(client).then(
        () => {},
        () => {},
      );
      expect(sent.length).toBeGreaterThan(0);
      expect(sent.length).toBeLessThanOrEqual(retries + 1);
      expect(waited).toBeLessThanOrEqual(maxWaitMs);
      const keys = new Set(sent.map(({ headers }) => headers["idempotency-key"]));
      expect(keys.size).toBe(1);
      const isSafe = kind === "read" || !keys.has(undefined);
      const former = sent.slice(0, -1).map((_, at) => outcomes[Math.min(at, outcomes.length - 1)]);
      if (!isSafe) expect(former.filter((one) => !one?.isCertain)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
