import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BucketStorage, loadCloudAssembly } from "@profiles-api/laptop/testing";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { jpeg } from "../support/images.ts";
import { photoBucketOf } from "../support/photo-bucket.ts";
import { operatorCommand } from "../support/run-operator.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

const GONE = "01900000-0000-7000-8000-000000000000";
const OLD = new Date(Date.now() - 2 * 3_600_000).toISOString();
const STRAYS = [
  `photos/${GONE}/AAAAAAAAAAAAAAAAAAAAAA/96.jpg`,
  `photos/${GONE}/AAAAAAAAAAAAAAAAAAAAAA/256.jpg`,
  `quarantine/${GONE}/${GONE}`,
];

let dataDir: string;
let platform: TestPlatform;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "profiles-sweep-"));
  const bucket = photoBucketOf(loadCloudAssembly(inject("assembly")));
  const storage = await BucketStorage.open(join(dataDir, "objects", bucket), {
    hasVersions: true,
    log: () => {},
  });
  for (const key of STRAYS) await putOld(storage, key);
  platform = await startTestPlatform({ dataDir });
});
afterAll(async () => {
  await platform.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Puts an object there as if two hours ago. */
async function putOld(storage: BucketStorage, key: string): Promise<void> {
  async function* bytes() {
    yield Buffer.from("left");
  }
  const metadata = { key, size: 4, eTag: '"0"', lastModified: OLD, headers: {} };
  const observer = { before: async () => {}, after: async () => {} };
  await storage.commit(await storage.stage(bytes()), metadata, () => {}, observer);
}

/** Runs the command with no other environment than this. */
const operator = (args: readonly string[], more: Record<string, string> = {}) =>
  operatorCommand(args, { HOME: dataDir, DATA_DIR: dataDir, ...more });

/** What an operator sets, and where the local service stands in for that of AWS. */
async function deployment(more: Record<string, string>): Promise<Record<string, string>> {
  const facts = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8"));
  return {
    TABLE_NAME: facts.outputs.TableName,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: facts.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.secretAccessKey,
    AWS_ENDPOINT_URL_LAMBDA: facts.lambda,
    ...more,
  };
}

test("a sweep removes what nothing refers to, keeps the rest, and says how much", async () => {
  const api = await platform.as("op-sweep");
  const { json } = await api.form("POST", "/api/v1/profiles", {
    ...{ name: "Jane", title: "Realtor" },
    photo: await jpeg(8, 8),
  });
  const keys = () => platform.objects.list(photoBucketOf(platform.resources));
  expect(await keys()).toEqual(expect.arrayContaining(STRAYS));
  const { code, stdout, stderr } = await operator(["sweep"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({ looked: 6, removed: 3, isComplete: true });
  const left = await keys();
  expect(left).toHaveLength(3);
  expect(left.every((key) => key.includes(json.id))).toBe(true);
  const again = await operator(["sweep"]);
  expect(JSON.parse(again.stdout)).toEqual({ looked: 3, removed: 0, isComplete: true });
});

test("more words are answered with the usage", async () => {
  const { code, stderr } = await operator(["sweep", "all"]);
  expect(code).toBe(2);
  expect(stderr).toContain("npm run -s operator -- sweep");
});

test("of a deployment it runs the function of the stack's output", async () => {
  const { outputs } = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8"));
  const env = await deployment({ SWEEP_FUNCTION: outputs.SweepFunctionName });
  const { code, stdout } = await operator(["sweep"], env);
  expect([code, JSON.parse(stdout).isComplete]).toEqual([0, true]);
});

test("a function that is not told, not there or failing is one sentence", async () => {
  const stderr = async (more: Record<string, string>) =>
    (await operator(["sweep"], await deployment(more))).stderr;
  expect(await stderr({})).toBe(
    "SWEEP_FUNCTION is not set; it is the output SweepFunctionName of the background stack.\n",
  );
  expect(await stderr({ SWEEP_FUNCTION: "Nowhere" })).toBe(
    "There is no function Nowhere in this account and region.\n",
  );
  // It cannot make sense of the event that the sweep is given.
  const removal = platform.resources
    .ofType("AWS::Lambda::Function")
    .find(({ physicalId }) => physicalId.includes("Removal"));
  const failing = await stderr({ SWEEP_FUNCTION: removal?.physicalId ?? "" });
  expect(failing).toMatch(/^The sweep failed: .+\n$/);
});
