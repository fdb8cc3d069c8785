import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { jpeg } from "../support/images.ts";
import { photoBucketOf } from "../support/photo-bucket.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
let api: ApiClient;
beforeAll(async () => {
  platform = await sharedPlatform();
  api = await platform.as("bucket-events");
});
afterAll(() => platform.stop());

async function requestUpload(photo: Uint8Array) {
  const { json: profile } = await api.post("/api/v1/profiles", { name: "Jane", title: "Realtor" });
  const path = `/api/v1/profiles/${profile.id}/photo-uploads`;
  const terms = { contentType: "image/jpeg", contentLength: photo.length };
  const { json: upload } = await api.post(path, terms);
  return { profile, upload, status: () => api.get(`${path}/${upload.id}`) };
}

test("what is uploaded becomes the photo by the bucket's event alone", async () => {
  const photo = await jpeg(40, 30);
  const { profile, upload, status } = await requestUpload(photo);
  const { method, headers } = upload;
  const put = await fetch(upload.url, { method, headers, body: new Uint8Array(photo) });
  expect(put.status).toBe(200);
  await platform.idle();
  expect((await status()).json).toMatchObject({ status: "ready", reason: null });
  const { json } = await api.get(`/api/v1/profiles/${profile.id}`);
  const served = await fetch(json.photoUrl);
  expect([served.status, served.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  const functions = platform.reports.map(({ functionName }) => functionName);
  expect(functions.filter((name) => name.includes("Uploads"))).toHaveLength(1);
});

test("the signed upload is taken as it is, and nothing else in its place", async () => {
  const photo = await jpeg(8, 8);
  const { upload, status } = await requestUpload(photo);
  const put = async (url: string, body: Uint8Array, headers: Record<string, string>) => {
    const answer = await fetch(url, { method: "PUT", headers, body: new Uint8Array(body) });
    return [answer.status, /<Code>(\w+)</.exec(await answer.text())?.[1]];
  };
  const { url, headers } = upload;
  const mismatch = [403, "SignatureDoesNotMatch"];
  expect(await put(url, Buffer.concat([photo, Buffer.from("x")]), headers)).toEqual(mismatch);
  expect(await put(url, photo.subarray(1), headers)).toEqual(mismatch);
  expect(await put(url, photo, { ...headers, "Content-Type": "image/png" })).toEqual(mismatch);
  expect(await put(url, photo, { "Content-Type": headers["Content-Type"] })).toEqual(mismatch);
  expect(await put(url.replace(upload.id, `${upload.id}x`), photo, headers)).toEqual(mismatch);
  expect(await put(url.replace("Expires=", "Expires=1"), photo, headers)).toEqual(mismatch);
  await platform.idle();
  expect((await status()).json.status).toBe("pending");
  expect(await put(url, photo, headers)).toEqual([200, undefined]);
  await platform.idle();
  expect((await status()).json.status).toBe("ready");
  // What was uploaded has been taken away; its key stays, so that S3 takes nothing there again.
  const key = new URL(url).pathname.split("/").slice(2).join("/");
  const left = await platform.objects.readObject(photoBucketOf(platform.resources), key);
  expect(left?.body).toHaveLength(0);
  expect(await put(url, photo, headers)).toEqual([412, "PreconditionFailed"]);
});

test("a browser may make the upload that was signed", async () => {
  const photo = await jpeg(8, 8);
  const { upload } = await requestUpload(photo);
  const preflight = await fetch(upload.url, {
    method: "OPTIONS",
    headers: {
      origin: "https://app.example",
      "access-control-request-method": "PUT",
      "access-control-request-headers": Object.keys(upload.headers).join(",").toLowerCase(),
    },
  });
  expect(preflight.status).toBe(200);
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
});

test("the schedule runs the sweep", async () => {
  await platform.fireSchedules();
  await platform.idle();
  const sweeps = platform.reports.filter(({ functionName }) => functionName.includes("Sweep"));
  expect(sweeps.map(({ error }) => error)).toEqual([undefined]);
});
