import { type LoopbackServer, startLoopbackServer } from "@profiles-api/laptop/testing";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { requireCaller } from "../../../infra/operations/deploy/require-account.ts";
import { keptResources } from "../../../infra/operations/deploy/what-stays.ts";
import { manageUser } from "../../../infra/operations/operator/user-commands.ts";
import type { SDK_OPTIONS } from "../../../infra/operations/sdk-options.ts";
import { makePoolUsers } from "../../../infra/operations/smoke/pool-users.ts";
import { readStackOutputs } from "../../../infra/operations/smoke/stack-outputs.ts";
import { awsEnvironment } from "./preflight/aws-endpoints.ts";

// The same ways with less patience: whoever does not go by these options waits without end.
vi.mock("../../../infra/operations/sdk-options.ts", async (original) => {
  const { SDK_OPTIONS: real } = await original<{ SDK_OPTIONS: typeof SDK_OPTIONS }>();
  const requestHandler = { ...real.requestHandler, requestTimeout: 100 };
  return { SDK_OPTIONS: { ...real, maxAttempts: 1, requestHandler } };
});

let silent: LoopbackServer;
beforeAll(async () => {
  silent = await startLoopbackServer(() => {});
});
beforeEach(() => {
  for (const [name, value] of Object.entries(awsEnvironment(silent.endpoint))) {
    vi.stubEnv(name, value);
  }
});
afterAll(() => silent.close());

const pool = { userPool: "eu-west-1_pool", client: "app" };

test.each<[string, () => Promise<unknown>, RegExp]>([
  ["whose credentials these are", requireCaller, /does not say whose .*: no answer in time\.$/],
  ["what a removal leaves", () => keptResources("Stack", "eu-west-1"), /./],
  [
    "the outputs of the stacks",
    () => readStackOutputs("P"),
    /^CloudFormation: no answer in time\.$/,
  ],
  ["users for smoke", () => makePoolUsers(pool, "run"), /^Cognito: no answer in time\. the user/],
  ["a user", () => manageUser("p", { action: "add", email: "j@example.com" }), /^Cognito did not/],
])("a command does not wait without end for %s", async (_, ask, sentence) => {
  await expect(ask()).rejects.toThrow(sentence);
});

test("nobody waits for a service longer than half a minute", async () => {
  const { SDK_OPTIONS: real } = await vi.importActual<{ SDK_OPTIONS: typeof SDK_OPTIONS }>(
    "../../../infra/operations/sdk-options.ts",
  );
  expect(real.maxAttempts * real.requestHandler.requestTimeout).toBeLessThanOrEqual(30_000);
  expect(real.requestHandler.throwOnRequestTimeout).toBe(true);
});
