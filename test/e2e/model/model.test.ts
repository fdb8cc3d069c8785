import { spawnSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import type { DynamoDbCall } from "@profiles-api/laptop/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SCHEMA_VERSION } from "../../../shared/persistence/schema-version.ts";
import { ApiClient } from "../../support/api-client.ts";
import { indexInTable, indexOfCards } from "../../support/directory-oracle.ts";
import { jpeg, png } from "../../support/images.ts";
import { sharedPlatform } from "../../support/shared-platform.ts";
import { startTestPlatform, type TestPlatform } from "../../support/test-platform.ts";
import { analyticsCommands } from "./analytics-commands.ts";
import { contactCommands } from "./contact-commands.ts";
import { IndexLag } from "./index-lag.ts";
import { anyActor, type Intent } from "./intent.ts";
import { leadCommands } from "./lead-commands.ts";
import { openingCommands, type Photos, profileCommands } from "./profile-commands.ts";
import { readingCommands } from "./reading-commands.ts";
import { AtOnce, type Belief, clearAll, lookAround, lookSettled, OneByOne } from "./run.ts";
import { searchCommands } from "./search-commands.ts";
import { sectionCommands } from "./section-commands.ts";
import { ACTORS, emptyWorld } from "./world.ts";

/**
 * MODEL_SEED, MODEL_RUNS and MODEL_COMMANDS explore; MODEL_PATH and MODEL_REPLAY repeat what a
 * failure printed. MODEL_JITTER holds each call of the table up by as many milliseconds at most, so
 * that requests at once mingle more.
 */
const { MODEL_SEED, MODEL_RUNS, MODEL_PATH, MODEL_REPLAY, MODEL_COMMANDS, MODEL_JITTER } =
  process.env;
const RUNS = Number(MODEL_RUNS ?? 2);
const COMMANDS = Number(MODEL_COMMANDS ?? 60);

/** Ends the search for a smaller failure; several times what all runs take. */
const TIME_MS = 60_000 + RUNS * 20_000;

const ENGINES = [
  [
    "dynoxide",
    process.platform === "linux" && process.arch === "x64",
    "no binary for this machine",
  ],
  ["dynamodb-local", spawnSync("java", ["-version"]).status === 0, "no Java"],
] as const;

/** Requests alone and at once, in any order. */
function anyCommands(photos: Photos) {
  const anyIntent: fc.Arbitrary<Intent> = fc.oneof(
    ...profileCommands(photos),
    ...readingCommands,
    ...sectionCommands,
    ...contactCommands,
    ...leadCommands,
    ...searchCommands,
    ...analyticsCommands,
  );
  const alone = anyIntent.map((intent) => new OneByOne(intent));
  const several = fc.array(anyIntent, { minLength: 2, maxLength: 4 });
  const together = fc
    .tuple(several, fc.option(anyActor, { nil: undefined }))
    .map(([intents, as]) => new AtOnce(intents, as));
  const replayPath = MODEL_REPLAY === undefined ? {} : { replayPath: MODEL_REPLAY };
  const limits = { maxCommands: COMMANDS, size: "max", ...replayPath } as const;
  return fc.tuple(
    openingCommands(photos),
    fc.commands([...Array(3).fill(alone), together], limits),
  );
}

async function jitter(): Promise<void> {
  if (MODEL_JITTER) await delay(Math.random() * Number(MODEL_JITTER));
}

let runs = 0;

async function newRun(platform: TestPlatform, lag: IndexLag) {
  runs += 1;
  const tag = `r${runs}`;
  const accounts = await Promise.all(ACTORS.map((actor) => platform.as(`${tag}-${actor}`)));
  const callers = { accounts, nobody: new ApiClient(platform.url), lag };
  const belief: Belief = { worlds: [emptyWorld(tag, platform.url)] };
  return { callers, belief };
}

async function check(platform: TestPlatform, lag: IndexLag): Promise<void> {
  const photos: Photos = [await jpeg(), await png()];
  const property = fc.asyncProperty(anyCommands(photos), async ([opening, commands]) => {
    const { callers, belief } = await newRun(platform, lag);
    for (const intent of opening) await new OneByOne(intent).run(belief, callers);
    await fc.asyncModelRun(() => ({ model: belief, real: callers }), commands);
    await lookAround(belief, callers);
    lag.end();
    await platform.idle();
    await lookSettled(belief, callers);
    const items = await platform.items();
    expect(indexInTable(items)).toEqual(await indexOfCards(items, "0"));
    await clearAll(belief, callers);
    await lookAround(belief, callers);
  });
  await fc.assert(property, {
    seed: Number(MODEL_SEED ?? 12),
    numRuns: RUNS,
    unbiased: true,
    interruptAfterTimeLimit: TIME_MS,
    ...(MODEL_PATH !== undefined && { path: MODEL_PATH }),
  });
}

describe.concurrent.each(ENGINES)("on %s", (engine, isThere, reason) => {
  test(
    "three accounts see what a model of the service says",
    async (context) => {
      context.skip(!isThere, reason);
      const lag = new IndexLag();
      const interceptTable = async (call: DynamoDbCall) => {
        await jitter();
        return lag.gate.intercept(call);
      };
      // Dynoxide is what the shared one runs on wherever there is a binary of it.
      const platform = await (engine === "dynoxide"
        ? sharedPlatform({ interceptTable })
        : startTestPlatform({ engine, interceptTable }));
      try {
        await check(platform, lag);
        await platform.idle();
        await expectOnlyTraces(platform);
      } finally {
        await platform.stop();
      }
    },
    TIME_MS + 60_000,
  );
});

/** What may remain of accounts that have deleted everything. */
async function expectOnlyTraces(platform: TestPlatform): Promise<void> {
  const traces = [
    /^CARD$/,
    /^SLUG$/,
    /^ACCOUNT$/,
    /^\d{4}-\d\d-\d\d#(jwt|public_slug|photo_upload|lead|scan|(profile_)?(lead|scan)#.*)$/,
    /^\d{4}-\d\d-\d\dT\d\d#search_jwt$/,
    /^IDEMPOTENCY$/,
    /^RESERVED#/,
  ];
  const time = expect.any(String);
  for (const item of await platform.items()) {
    const { sk, pk } = item as { sk: string; pk: string };
    // What the viewers of a day are told apart by is of no profile; nor is how much an account was used.
    if (/^(?:VIEWKEY#\d{4}-\d\d-\d\d$|TOP#)/.test(pk)) continue;
    expect(
      traces.some((trace) => trace.test(sk)),
      `left: ${pk} ${sk}`,
    ).toBe(true);
    const schemaVersion = SCHEMA_VERSION;
    expect(item).toMatchObject({ schemaVersion });
    if (sk === "CARD") {
      const tombstone = {
        wasPublic: expect.any(Boolean),
        schemaVersion,
      };
      expect(item).toEqual({ pk, sk, state: "removed", removedAt: time, ...tombstone });
    }
    if (sk === "SLUG") {
      expect(item).toMatchObject({ expiresAt: expect.any(Number) });
      expect(item).not.toHaveProperty("profileId");
    }
    if (sk === "ACCOUNT") {
      const { contactCount = 0, ...rest } = item;
      expect(contactCount).toBe(0);
      expect(rest).toEqual({ pk, sk, schemaVersion });
    }
  }
  expect(await platform.objectKeys("")).toEqual([]);
}
