import { afterEach, describe, expect, test, vi } from "vitest";
import { PhotoError, type PhotoProgress } from "../source/client.ts";
import { MOST_PHOTO_BYTES } from "../source/photo-upload.ts";
import { MOST_FORM_BYTES } from "../source/save-with-photo.ts";
import { broken, fakeApi, json, problem, type SentRequest } from "./support/fake-api.ts";
import { document } from "./support/openapi.ts";

const JPEG = new Uint8Array([0xff, 0xd8, 0xff]);
const large = new Blob([JPEG, new Uint8Array(MOST_FORM_BYTES)]);

const profile = { id: "p1", version: 4, name: "Jane" };
const upload = {
  id: "u1",
  method: "PUT",
  url: "https://store.example/u1?signed",
  headers: { "Content-Type": "image/jpeg", "If-None-Match": "*" },
};
const created = json(201, profile);
const given = json(201, upload);
const stored = new Response("");
const status = (status: string, reason: string | null = null) =>
  json(200, { id: "u1", status, reason });
const withPhoto = json(200, { ...profile, version: 5, photoUrl: "https://…" });

const steps = (sent: readonly SentRequest[]) =>
  sent.map(({ method, url }) => `${method} ${new URL(url).pathname.replace(/^.*\/v1/, "")}`);
const direct = [
  "POST /profiles/p1/photo-uploads",
  "PUT /u1",
  "GET /profiles/p1/photo-uploads/u1",
  "GET /profiles/p1",
];
const bodyOf = (request: SentRequest | undefined) => JSON.parse(String(request?.body));

test("the largest photo is the one the document allows", () => {
  const body = document.paths["/api/v1/profiles/{profile_id}/photo-uploads"]?.post?.requestBody;
  const text = JSON.stringify([body, document.components.schemas]);
  expect(text).toMatch(new RegExp(`"contentLength":{[^}]*"maximum":${MOST_PHOTO_BYTES}\\b`));
});

describe("a photo of up to 4 MB", () => {
  test("goes in one form with the fields", async () => {
    const { client, sent } = fakeApi([created]);
    const progress: PhotoProgress[] = [];
    const answer = await client.profiles.createProfile(
      { name: "Jane", title: "T", skills: ["a", "b"], showEmail: true, photo: JPEG },
      { onProgress: (step) => progress.push(step) },
    );
    expect(answer).toEqual(profile);
    expect(steps(sent)).toEqual(["POST /profiles"]);
    const form = sent[0]?.body as FormData;
    expect([...form.keys()]).toEqual(["name", "title", "skills", "skills", "showEmail", "photo"]);
    expect(form.get("showEmail")).toBe("true");
    const photo = form.get("photo") as File;
    expect(new Uint8Array(await photo.arrayBuffer())).toEqual(JPEG);
    expect(sent[0]?.headers).not.toHaveProperty("content-type");
    expect(sent[0]?.headers["idempotency-key"]).toBeTruthy();
    expect(progress).toEqual([
      { sent: 0, total: 3 },
      { sent: 3, total: 3 },
    ]);
  });

  test("also with a change, and bound to the version that was read", async () => {
    const { client, sent } = fakeApi([withPhoto]);
    await client.profiles.updateProfile(profile, { photo: JPEG.buffer });
    expect(steps(sent)).toEqual(["PATCH /profiles/p1"]);
    expect(sent[0]?.headers["if-match"]).toBe('"4"');
    expect([...(sent[0]?.body as FormData).keys()]).toEqual(["photo"]);
  });

  test.each([
    ["null", { company: null }],
    ["an empty list", { skills: [] }],
    ["a list of entries", { socialLinks: [{ platform: "website" as const, url: "https://a.b" }] }],
  ])("follows the fields where a form cannot say them: %s", async (_, fields) => {
    const { client, sent } = fakeApi([withPhoto, given, stored, status("ready"), withPhoto]);
    await client.profiles.updateProfile("p1", { ...fields, photo: JPEG });
    expect(steps(sent)).toEqual(["PATCH /profiles/p1", ...direct]);
    expect(bodyOf(sent[0])).toEqual(fields);
  });

  test("no photo, no form", async () => {
    const { client, sent } = fakeApi([created]);
    await client.profiles.createProfile({ name: "Jane", title: "T", photo: undefined });
    expect(bodyOf(sent[0])).toEqual({ name: "Jane", title: "T" });
  });
});

describe("a larger photo", () => {
  test("goes straight to the store after the fields, and is waited for", async () => {
    const { client, sent, slept } = fakeApi([
      ...[created, given, stored],
      ...[status("pending"), status("pending"), status("ready"), withPhoto],
    ]);
    const answer = await client.profiles.createProfile(
      { name: "Jane", title: "T", photo: large },
      { idempotencyKey: "mine" },
    );
    expect(answer).toMatchObject({ version: 5 });
    const [post, put, look, get] = direct;
    expect(steps(sent)).toEqual(["POST /profiles", post, put, look, look, look, get]);
    expect(bodyOf(sent[0])).toEqual({ name: "Jane", title: "T" });
    expect(bodyOf(sent[1])).toEqual({ contentType: "image/jpeg", contentLength: large.size });
    expect(sent[0]?.headers["idempotency-key"]).toBe("mine");
    expect(sent[1]?.headers["idempotency-key"]).not.toBe("mine");
    expect(sent[2]?.url).toBe(upload.url);
    expect(sent[2]?.headers).toEqual({ "content-type": "image/jpeg", "if-none-match": "*" });
    expect(slept).toEqual([250, 375]);
  });

  test("alone is no change of the fields, and keeps to the version that was read", async () => {
    const { client, sent } = fakeApi([given, stored, status("ready"), withPhoto]);
    await client.profiles.updateProfile(profile, { photo: large });
    expect(steps(sent)).toEqual(direct);
    expect(sent[0]?.headers["if-match"]).toBe('"4"');
  });

  test("after fields keeps to the version they made, where there was one to keep to", async () => {
    const changed = json(200, { ...profile, version: 5 });
    const answers = [changed, given, stored, status("ready"), withPhoto];
    const bound = fakeApi(answers);
    await bound.client.profiles.updateProfile(profile, { title: "T", photo: large });
    expect(bound.sent.map(({ headers }) => headers["if-match"]).slice(0, 2)).toEqual([
      '"4"',
      '"5"',
    ]);
    const free = fakeApi(answers);
    await free.client.profiles.updateProfile("p1", { title: "T", photo: large });
    expect(free.sent.filter(({ headers }) => "if-match" in headers)).toEqual([]);
  });

  test("that fails tells what was written", async () => {
    const { client } = fakeApi([
      created,
      problem(429, "too_many_photos", { "retry-after": "9999" }),
    ]);
    const call = client.profiles.createProfile({ name: "Jane", title: "T", photo: large });
    const error: PhotoError = await call.catch((error) => error);
    expect(error).toBeInstanceOf(PhotoError);
    expect(error.profile).toEqual(profile);
    expect(error.cause).toMatchObject({ status: 429, code: "too_many_photos" });
    expect(error.message).toContain("saved without its photo");
  });

  test("of more than 5 MB is refused before anything is sent", async () => {
    const { client, sent } = fakeApi([]);
    const photo = new Uint8Array(MOST_PHOTO_BYTES + 1);
    await expect(
      client.profiles.createProfile({ name: "Jane", title: "T", photo }),
    ).rejects.toThrow(RangeError);
    expect(sent).toEqual([]);
  });
});

describe("an upload", () => {
  test("is named by its content", async () => {
    const png = new Blob([new Uint8Array([0x89, 0x50])], { type: "image/jpeg" });
    const { client, sent } = fakeApi([given, stored, status("ready"), withPhoto]);
    await client.photos.uploadPhoto("p1", png);
    expect(bodyOf(sent[0])).toEqual({ contentType: "image/png", contentLength: 2 });
  });

  test("that is rejected says why", async () => {
    const { client } = fakeApi([given, stored, status("rejected", "Must be a JPEG or PNG image.")]);
    const error = await client.photos.uploadPhoto("p1", JPEG).catch((error) => error);
    expect(error).toBeInstanceOf(PhotoError);
    expect(error.message).toBe("Must be a JPEG or PNG image.");
    expect(error.profile).toBeUndefined();
  });

  test("is sent again when the connection broke; what had arrived is not an error", async () => {
    const arrived = new Response("<Error/>", { status: 412 });
    const { client, sent } = fakeApi([given, broken, arrived, status("ready"), withPhoto]);
    await client.photos.uploadPhoto("p1", JPEG);
    expect(steps(sent).filter((step) => step.startsWith("PUT"))).toHaveLength(2);
  });

  test("that the store refuses is an error", async () => {
    const { client } = fakeApi([given, new Response("<Error/>", { status: 403 })]);
    await expect(client.photos.uploadPhoto("p1", JPEG)).rejects.toMatchObject({
      status: 403,
      code: "upload_refused",
    });
  });

  test("can be given up while it is waited for", async () => {
    const controller = new AbortController();
    const looking = () => {
      controller.abort(new Error("enough"));
      return status("pending");
    };
    const { client, sent } = fakeApi([given, stored, looking]);
    const { signal } = controller;
    await expect(client.photos.uploadPhoto("p1", JPEG, { signal })).rejects.toThrow("enough");
    expect(sent).toHaveLength(3);
  });
});

describe("in a browser", () => {
  afterEach(() => vi.unstubAllGlobals());

  /** An XMLHttpRequest that does what it is told when the body is sent. */
  function browserWith(act: (request: Record<string, (event?: object) => void>) => void) {
    const told: unknown[] = [];
    class Fake {
      upload: Record<string, (event: object) => void> = {};
      status = 200;
      responseText = "";
      open = (...given: unknown[]) => told.push(given);
      setRequestHeader = (...given: unknown[]) => told.push(given);
      abort = () => (this as unknown as { onabort(): void }).onabort();
      send = (body: Blob) => {
        told.push(body.size);
        this.upload.onprogress?.({ loaded: 1 });
        act(this as never);
      };
    }
    vi.stubGlobal("XMLHttpRequest", Fake);
    return told;
  }

  const answers = [given, status("ready"), withPhoto];

  test("progress is told step by step", async () => {
    const told = browserWith(({ onload, onloadend }) => {
      onload?.();
      onloadend?.();
    });
    const { client } = fakeApi(answers);
    const progress: number[] = [];
    await client.photos.uploadPhoto("p1", JPEG, { onProgress: ({ sent }) => progress.push(sent) });
    expect(progress).toEqual([0, 1, 3]);
    expect(told).toEqual([["PUT", upload.url], ...Object.entries(upload.headers), 3]);
  });

  test("a form tells its beginning and its end, as everywhere", async () => {
    const told = browserWith(() => {});
    const { client } = fakeApi([created]);
    const progress: number[] = [];
    const onProgress = ({ sent }: PhotoProgress) => progress.push(sent);
    await client.profiles.createProfile({ name: "J", title: "T", photo: JPEG }, { onProgress });
    expect([told, progress]).toEqual([[], [0, 3]]);
  });

  test("without anybody to tell, `fetch` does it", async () => {
    const told = browserWith(() => {});
    const { client } = fakeApi([given, stored, status("ready"), withPhoto]);
    await client.photos.uploadPhoto("p1", JPEG);
    expect(told).toEqual([]);
  });

  test("a broken connection is tried again", async () => {
    let count = 0;
    browserWith(({ onerror, onload }) => (++count === 1 ? onerror?.() : onload?.()));
    const { client, slept } = fakeApi(answers);
    await client.photos.uploadPhoto("p1", JPEG, { onProgress: () => {} });
    expect([count, slept]).toEqual([2, [250]]);
  });

  test("a signal ends the sending", async () => {
    const controller = new AbortController();
    browserWith(() => controller.abort(new Error("enough")));
    const { client } = fakeApi(answers);
    const { signal } = controller;
    const call = client.photos.uploadPhoto("p1", JPEG, { signal, onProgress: () => {} });
    await expect(call).rejects.toThrow("enough");
  });
});
