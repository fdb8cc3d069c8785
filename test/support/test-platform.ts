import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Platform, type PlatformOptions, startPlatform } from "@profiles-api/laptop";
import type { FinishedCall, InvocationReport, ObjectStore } from "@profiles-api/laptop/testing";
import { inject } from "vitest";
import { ApiClient } from "./api-client.ts";
import { putItems, scanItems } from "./engine-table.ts";
import { photoBucketOf } from "./photo-bucket.ts";
import type { TableItem } from "./plain-item.ts";

/** A platform of a test's own, on a free port, with data in a temporary folder. */
export interface TestPlatform extends Platform {
  readonly dataDir: string;
  /** Table calls that functions made; empty it by `calls.length = 0`. */
  readonly calls: FinishedCall[];
  /** One for each invocation of a function. */
  readonly reports: InvocationReport[];
  /** A client that acts for an account with a JWT. */
  as(account: string): Promise<ApiClient>;
  /** Issues an API key for an account. */
  issueKey(account: string, more?: object): Promise<IssuedKey>;
  /** A client that acts with an API key. */
  withKey(key: string): ApiClient;
  /** Every item of the table. */
  items(): Promise<TableItem[]>;
  /** Puts items into the table as they are, past all roles and rules. */
  putItems(items: readonly TableItem[]): Promise<void>;
  /** Keys of photos that name a profile; all of them for `""`. */
  photoKeys(profileId: string): Promise<string[]>;
  /** The same of everything with content in the bucket, uploads in quarantine included. */
  objectKeys(profileId: string, which?: "emptied too"): Promise<string[]>;
}

export interface IssuedKey {
  readonly id: string;
  readonly key: string;
}

export async function startTestPlatform(
  options: Partial<PlatformOptions> = {},
): Promise<TestPlatform> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "profiles-test-")));
  const calls: FinishedCall[] = [];
  const reports: InvocationReport[] = [];
  const platform = await startPlatform({
    assembly: inject("assembly"),
    // With the bundles of this run, and removed with them.
    functionCompileCache: join(dirname(inject("assembly")), "function-compile-cache"),
    port: 0,
    log: () => {},
    onTableCall: (call) => calls.push(call),
    onReport: (report) => reports.push(report),
    ...options,
    dataDir,
  });
  return {
    ...platform,
    dataDir,
    calls,
    reports,
    as: async (account) => new ApiClient(platform.url, await platform.token({ account })),
    issueKey: async (account, more = {}) => {
      const api = new ApiClient(platform.url, await platform.token({ account }));
      const { status, json, text } = await api.post("/api/v1/api-keys", { name: "test", ...more });
      if (status !== 201) throw new Error(`No key was issued: ${status} ${text}`);
      return json;
    },
    withKey: (key) => new ApiClient(platform.url, { "x-api-key": key }),
    items: () => scanItems(platform),
    putItems: (items) => putItems(platform, items),
    photoKeys: async (profileId) =>
      (await objectKeys(platform, profileId)).filter((key) => key.startsWith("photos/")),
    objectKeys: (profileId, which) => objectKeys(platform, profileId, which),
    stop: async () => {
      await platform.stop();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function objectKeys(
  { resources, objects }: Platform,
  part: string,
  which?: "emptied too",
): Promise<string[]> {
  const found: string[] = [];
  const bucket = photoBucketOf(resources);
  for (const key of await objects.list(bucket)) {
    if (!key.includes(part)) continue;
    if (which || (await hasContent(objects, bucket, key))) found.push(key);
  }
  return found;
}

/** False for an upload that was settled, of which only the key is left. */
async function hasContent(objects: ObjectStore, bucket: string, key: string): Promise<boolean> {
  const object = await objects.openObject(bucket, key);
  await object?.close();
  return object !== undefined && object.metadata.size > 0;
}
