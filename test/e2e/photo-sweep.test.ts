import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ageObjects } from "../support/aged-objects.ts";
import { Cut } from "../support/cut.ts";
import { outcome, put, requestUpload } from "../support/direct-upload.ts";
import { jpeg } from "../support/images.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

/** What dies for good between two steps leaves objects behind; the sweep finds them. */
let platform: TestPlatform;
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "profiles-sweep-"));
});
afterEach(async () => {
  await platform.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const PROFILES = "/api/v1/profiles";

async function sweep(): Promise<string[]> {
  await platform.fireSchedules();
  await platform.idle();
  return platform.objectKeys("");
}

test("old objects that no profile points at go; young ones and photos stay", async () => {
  const form = new Cut("-UpdateProfileFunction");
  const uploads = new Cut("PhotoPipelineUploads");
  platform = await startTestPlatform({
    dataDir,
    interceptTable: (call) => (uploads.fate(call) === "pass" ? form.fate(call) : "drop-before"),
    onReport: form.ended,
  });
  const api = await platform.as("sweep");
  const { json } = await api.form("POST", PROFILES, { name: "S", title: "T", photo: await jpeg() });
  const path = `${PROFILES}/${json.id}`;
  const shown = await platform.objectKeys("");
  // A form whose function dies between the photo and the profile: its read and both counts get through.
  form.arm(3);
  expect((await api.form("PATCH", path, { photo: await jpeg(8, 8) })).status).toBe(503);
  const stray = (await platform.objectKeys("")).filter((key) => !shown.includes(key));
  expect(stray).toHaveLength(3);
  // An upload that nobody comes to look at, however often its event comes again.
  uploads.arm(0);
  const photo = await jpeg();
  const given = await requestUpload(api, path, photo);
  await put(given, photo);
  await platform.idle();
  const before = await platform.objectKeys("");
  expect(before).toHaveLength(7);
  expect(await outcome(api, given.path)).toBe("pending");
  expect(await sweep()).toEqual(before);

  await platform.stop();
  await ageObjects(dataDir, 2);
  platform = await startTestPlatform({ dataDir });
  const other = await platform.as("sweep-young");
  await other.form("POST", PROFILES, { name: "Y", title: "T", photo: await jpeg() });
  const young = (await platform.objectKeys("")).filter((key) => !before.includes(key));
  expect((await sweep()).sort()).toEqual([...shown, ...young].sort());
  expect((await fetch(json.photoUrl.replace(/^.*(?=\/photos)/, platform.url))).status).toBe(200);
});
