import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { CheckStep } from "../../shared/check/service-check.ts";
import { runOperator } from "../support/run-operator.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
const logged: Record<string, unknown>[] = [];

beforeAll(async () => {
  platform = await sharedPlatform({
    log: (entry) => logged.push(...figuresOf(entry)),
    // A record that fails is tried again at once, so that the stream gives it up soon.
    streamBackOff: () => 1,
  });
});
beforeEach(() => {
  logged.length = 0;
});
afterAll(() => platform.stop());

/** What functions have measured: lines with a figure for CloudWatch. */
function figuresOf(entry: object): Record<string, unknown>[] {
  const { line } = entry as { readonly line?: string };
  const parsed = line?.includes("_aws") ? JSON.parse(line) : undefined;
  return parsed ? [parsed] : [];
}

/** Those of one name: lines of the test before may come as late as now. */
const figures = (name: string) => logged.filter((entry) => name in entry);
/** Within which a line comes on a busy machine. */
const LATE = { timeout: 10_000 };

async function invoke(description: string): Promise<unknown> {
  const fn = platform.resources
    .ofType("AWS::Lambda::Function")
    .find(({ properties }) => properties.Description === description);
  const { payload, error } = await platform.lambda.invoke(fn?.arn ?? "", {});
  expect(error).toBeUndefined();
  return payload;
}

const check = async () => (await invoke("Uses the API as a caller does")) as readonly CheckStep[];

/** As `npm run operator` does it. */
async function issueCheckKey(): Promise<Record<string, unknown>> {
  const { code, report } = await runOperator(platform.dataDir, "check-key", "--yes");
  expect(code).toBe(0);
  return report;
}

test("the check has no key at first; with one it does all that a caller does, and leaves nothing", async () => {
  expect(await check()).toEqual([
    { step: "key", durationMs: 0, fault: expect.stringContaining("operator -- check-key") },
  ]);
  expect(await issueCheckKey()).toMatchObject({ account: "check:service", revoked: 0 });
  const steps = await check();
  expect(steps.filter(({ fault }) => fault !== undefined)).toEqual([]);
  expect(steps.map(({ step }) => step)).toEqual([
    ...["tidy", "create", "publish", "read", "search", "delete", "gone"],
  ]);
  await vi.waitFor(
    () =>
      expect(figures("FailedCheckSteps").map((entry) => entry.FailedCheckSteps)).toEqual([1, 0]),
    LATE,
  );
  await platform.idle();
  const profiles = (await platform.items()).filter(({ sk }) => String(sk).startsWith("PROFILE#"));
  expect(profiles).toEqual([]);
});

test("a new key takes the place of the one before, which is refused from then on", async () => {
  expect(await issueCheckKey()).toMatchObject({ plan: "startup", revoked: 1 });
  const steps = await check();
  expect(steps.filter(({ fault }) => fault !== undefined)).toEqual([]);
  const keys = (await platform.items()).filter(({ pk }) => String(pk).startsWith("KEY#"));
  expect(keys).toHaveLength(1);
});

test("what waits is measured by its oldest, wherever it is on record", async () => {
  // What the checks have deleted waits no more.
  await platform.idle();
  await invoke("Measures for how long something waits to be removed");
  const since = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const places = [
    { pk: "REMOVAL#7", sk: "PROFILE#x", since: since(5) },
    { pk: "AHEAD#entries", sk: "x", since: since(30) },
    { pk: "ERASURE#a", sk: "ERASURE#x", since: since(20) },
    // A receipt is nothing that waits.
    { pk: "ERASURE#a", sk: "RECEIPT#x", since: since(600) },
    { pk: "EXPORT#f", sk: "EXPORT#x", since: since(10) },
  ];
  await platform.putItems(places.map((item) => ({ ...item, kind: "none", schemaVersion: 2 })));
  await invoke("Measures for how long something waits to be removed");
  // Lines may come after the answer.
  await vi.waitFor(
    () =>
      expect(figures("PendingSeconds")).toMatchObject([
        { PendingSeconds: 0, count: 0, level: "warn" },
        { PendingSeconds: expect.closeTo(1_800, -2), count: 4 },
      ]),
    LATE,
  );
});

test("the keys of the gateway are counted", async () => {
  await invoke("Counts the keys of the gateway");
  // Those that accounts share, and that of the check.
  await vi.waitFor(() => expect(figures("GatewayKeys")[0]?.GatewayKeys).toBeGreaterThan(1), LATE);
});
