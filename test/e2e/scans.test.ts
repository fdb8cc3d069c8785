import { afterAll, beforeAll, expect, test } from "vitest";
import { utcDay } from "../../shared/model/utc-day.ts";
import { scanPartition, usageKey } from "../../shared/persistence/keys.ts";
import type { ApiClient } from "../support/api-client.ts";
import { PROFILES, SCANS } from "../support/full-profile.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
let scanner: ApiClient;
beforeAll(async () => {
  platform = await sharedPlatform();
  scanner = await platform.as("scans-scanner");
});
afterAll(() => platform.stop());

async function published(owner: ApiClient, name: string): Promise<string> {
  const { json } = await owner.post(PROFILES, { name, title: "T" });
  expect((await owner.call("POST", `${PROFILES}/${json.id}/publish`)).status).toBe(200);
  return json.id;
}

const scan = (profileId: string, source = "qr_scan", api = scanner) =>
  api.post(SCANS, { profileId, source });

test("the owner sees recent scans, newest first, and not who scanned", async () => {
  const owner = await platform.as("scans-owner");
  const [one, two] = [await published(owner, "One"), await published(owner, "Two")];
  const first = await scan(one);
  expect(first.status).toBe(201);
  expect(first.json).toEqual({
    ...{ id: expect.any(String), profileId: one, source: "qr_scan" },
    scannedAt: expect.stringMatching(/Z$/),
  });
  const second = await scan(two, "mcp");
  expect((await owner.get(SCANS)).json).toEqual({ scans: [second.json, first.json] });
  expect((await owner.get(`${SCANS}?limit=1`)).json.scans).toEqual([second.json]);
  expect((await scanner.get(SCANS)).json).toEqual({ scans: [] });
  const items = (await platform.items()).filter(({ pk }) => pk === scanPartition("scans-owner"));
  expect(JSON.stringify(items)).not.toContain("scans-scanner");
});

test("drafts and unknown profiles cannot be scanned, nor can one that is removed", async () => {
  const owner = await platform.as("scans-draft");
  const draft = (await owner.post(PROFILES, { name: "Draft", title: "T" })).json.id;
  const removed = await published(owner, "Removed");
  await owner.delete(`${PROFILES}/${removed}`);
  for (const id of [draft, "0190c0de-0000-7000-8000-000000000000"]) {
    expect((await scan(id)).json).toMatchObject({ code: "profile_not_found" });
  }
  expect((await scan(removed)).status).toBe(410);
  expect((await scan(draft, "fax")).status).toBe(422);
});

test("scans go with their profile, from the next request on, and after a month", async () => {
  const owner = await platform.as("scans-gone");
  const [kept, gone] = [await published(owner, "Kept"), await published(owner, "Gone")];
  await scan(gone);
  await scan(kept);
  await owner.delete(`${PROFILES}/${gone}`);
  expect((await owner.get(SCANS)).json.scans).toMatchObject([{ profileId: kept }]);
  await platform.idle();
  const own = async () =>
    (await platform.items()).filter(({ pk }) => pk === scanPartition("scans-gone"));
  const [item, ...none] = await own();
  expect([item?.profileId, none]).toEqual([kept, []]);
  const scannedAt = new Date(Date.now() - 30 * 86_400_000 - 1).toISOString();
  await platform.putItems([{ ...item, scannedAt }]);
  expect((await owner.get(SCANS)).json).toEqual({ scans: [] });
});

test("a caller's and a profile's scans of a day have a limit", async () => {
  const owner = await platform.as("scans-flood");
  const id = await published(owner, "Flooded");
  const day = utcDay(new Date());
  const full = (account: string, counter: string, requests: number) =>
    platform.putItems([{ ...usageKey(account, day, counter), requests }]);
  await full("scans-eager", "scan", 1_000);
  const code = async (api: ApiClient) => (await scan(id, "web", api)).json.code;
  expect(await code(await platform.as("scans-eager"))).toBe("daily_scan_limit_exceeded");
  await full("scans-flood", `profile_scan#${id}`, 5_000);
  expect(await code(scanner)).toBe("daily_scan_limit_exceeded");
});
