import { afterEach, describe, expect, test } from "vitest";
import { Cut } from "../support/cut.ts";
import { outcome, put, requestUpload, type Upload } from "../support/direct-upload.ts";
import { jpeg } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/** A direct upload's way into a profile, cut off after each call of the function in turn. */
let platform: TestPlatform;
afterEach(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const UPLOADS = "PhotoPipelineUploads";

async function newProfile() {
  const api = await platform.as("crash");
  const { json } = await api.post(PROFILES, { name: "Crash", title: "T" });
  return { api, id: json.id as string, path: `${PROFILES}/${json.id}` };
}

async function startWith(cut: Cut): Promise<void> {
  platform = await sharedPlatform({
    interceptTable: cut.fate,
    interceptObject: cut.fate,
    onReport: cut.ended,
  });
}

const keyOf = ({ url }: Upload) => new URL(url).pathname.split("/").slice(2).join("/");

/** Tells the function of an object past the bucket and the rule. */
function tell(object: object) {
  const uploads = platform.resources
    .ofType("AWS::Lambda::Function")
    .find(({ physicalId }) => physicalId.includes(UPLOADS));
  return platform.lambda.invoke(uploads?.arn ?? "", { detail: { object } });
}

/** Runs once whole, to count the calls, and once for each of them. */
async function afterEachCall(cut: Cut, run: (round: number) => Promise<void>): Promise<void> {
  cut.arm();
  await run(0);
  const calls = cut.made;
  expect(calls).toBeGreaterThanOrEqual(5);
  for (let after = 0; after < calls; after += 1) {
    cut.arm(after);
    await run(after + 1);
  }
}

describe("an upload whose function is cut off", () => {
  test("becomes the photo all the same, and leaves nothing beside it", async () => {
    const cut = new Cut(UPLOADS);
    await startWith(cut);
    const { api, id, path } = await newProfile();
    await afterEachCall(cut, async (round) => {
      const photo = await jpeg(40 + 2 * round, 30);
      const given = await requestUpload(api, path, photo);
      await put(given, photo);
      await platform.idle();
      expect(await outcome(api, given.path)).toBe("ready");
      const { json } = await api.get(path);
      expect(json).toMatchObject({ version: 2 + round, photo: { width: 40 + 2 * round } });
      for (const url of Object.values<string>(json.photo.sizes)) {
        expect((await fetch(url)).status).toBe(200);
      }
      expect(await platform.objectKeys(id)).toHaveLength(3);
    });
  });

  test("is rejected all the same when it is no photo, and leaves nothing", async () => {
    const cut = new Cut(UPLOADS);
    await startWith(cut);
    const { api, id, path } = await newProfile();
    const text = Buffer.from("no photo");
    await afterEachCall(cut, async () => {
      const given = await requestUpload(api, path, text);
      await put(given, text);
      await platform.idle();
      expect(await outcome(api, given.path)).toBe("rejected: Must be a JPEG or PNG image.");
      expect(await platform.objectKeys(id)).toEqual([]);
    });
  });
});

/** A round deletes a profile beside its upload: seconds each on a busy machine. */
const ROUNDS_MS = 180_000;

test("a profile deleted while its upload is worked on keeps nothing of it", {
  timeout: ROUNDS_MS,
}, async () => {
  const cut = new Cut(UPLOADS);
  let remove: () => Promise<unknown> = async () => {};
  let removal: Promise<unknown> | undefined;
  platform = await sharedPlatform({
    interceptTable: async ({ functionName, operation }) => {
      // By then the photo's objects are stored. The SDK sends the call again when the deletion takes
      // longer than it waits: that one must not come before the deletion either.
      if (functionName.includes(UPLOADS) && operation === "TransactWriteItems") {
        removal ??= remove();
        await removal;
      }
      return cut.fate({ functionName });
    },
    interceptObject: cut.fate,
    onReport: cut.ended,
  });
  // Also when it is cut off before it can take its objects back.
  await afterEachCall(cut, async () => {
    const { api, id, path } = await newProfile();
    const photo = await jpeg();
    const given = await requestUpload(api, path, photo);
    remove = async () => expect((await api.delete(path)).status).toBe(204);
    removal = undefined;
    await put(given, photo);
    await platform.idle();
    // Cut off before that call, the function came to it when it was called again.
    expect(removal).toBeDefined();
    await removal;
    await platform.idle();
    expect(await outcome(api, given.path)).toBe("404");
    expect(await platform.objectKeys(id, "emptied too")).toEqual([]);
    const left = (await platform.items()).filter((item) => JSON.stringify(item).includes(id));
    expect(left.map(({ sk }) => sk)).toEqual(["CARD"]);
  });
});

test.each([
  ["without a condition", {}],
  ["under If-Match", { "if-match": '"1"' }],
])("an event that comes three times at once makes one photo (%s)", async (_, headers) => {
  platform = await sharedPlatform();
  const { api, id, path } = await newProfile();
  const photo = await jpeg();
  const given = await requestUpload(api, path, photo, headers);
  await put(given, photo);
  const again = () => tell({ key: keyOf(given) });
  expect(await Promise.all([again(), again()])).toEqual([{ payload: null }, { payload: null }]);
  await platform.idle();
  expect(await outcome(api, given.path)).toBe("ready");
  const { json } = await api.get(path);
  expect(json.version).toBe(2);
  expect((await fetch(json.photoUrl)).status).toBe(200);
  expect(await platform.objectKeys(id)).toHaveLength(3);
});

test("what the function empties never comes back to it, though the rule let it through", async () => {
  platform = await sharedPlatform();
  const { api, path } = await newProfile();
  const photo = await jpeg();
  const given = await requestUpload(api, path, photo);
  // Looked at, it would be found gone.
  expect(await tell({ key: keyOf(given), size: 0 })).toEqual({ payload: null });
  expect(await outcome(api, given.path)).toBe("pending");
  await put(given, photo);
  await platform.idle();
  expect(await outcome(api, given.path)).toBe("ready");
});
