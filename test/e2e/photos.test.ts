import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiClient } from "../support/api-client.ts";
import { jpeg, largeJpeg, png, pngBomb } from "../support/images.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";
import { progressiveJpeg } from "../unit/photos/jpeg-parts.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";

function create(api: ApiClient, photo: Uint8Array) {
  return api.form("POST", PROFILES, { name: "Photo", title: "T", photo });
}

describe("a photo in the form", () => {
  test("is served by its address, with its type and long caching", async () => {
    const api = await platform.as("photo-served");
    const { status, json } = await create(api, await jpeg());
    expect(status).toBe(201);
    expect(json.photoUrl).toMatch(
      new RegExp(`^${platform.url}/photos/${json.id}/[\\w-]{22}/1024\\.jpg$`),
    );
    const photo = await fetch(json.photoUrl);
    expect(photo.status).toBe(200);
    expect(photo.headers.get("content-type")).toBe("image/jpeg");
    expect(photo.headers.get("x-content-type-options")).toBe("nosniff");
    expect(photo.headers.get("cache-control")).toBe(
      "public, max-age=31536000, s-maxage=3600, immutable",
    );
    const bytes = Buffer.from(await photo.arrayBuffer());
    expect(bytes.includes("secret-metadata")).toBe(false);
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ format: "jpeg", width: 60, height: 40 });
    expect(metadata.exif).toBeUndefined();
  });

  test("is turned upright and made at most 1,024 px a side", async () => {
    const api = await platform.as("photo-upright");
    const { json } = await create(api, await jpeg(2_000, 1_000, 6));
    const bytes = Buffer.from(await (await fetch(json.photoUrl)).arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 512, height: 1_024 });
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    // Orientation 6 turns the red left half to the top.
    expect(data[0]).toBeGreaterThan(200);
  });

  test("may be a PNG, transparent or not", async () => {
    const api = await platform.as("photo-png");
    const { json } = await create(api, await png());
    const bytes = Buffer.from(await (await fetch(json.photoUrl)).arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", hasAlpha: false });
  });

  test("may be of 4 MB and 12 megapixels", async () => {
    const photo = await largeJpeg(2_400, 1_400);
    expect(photo.length).toBeGreaterThan(3_500_000);
    expect(photo.length).toBeLessThan(4_500_000);
    const api = await platform.as("photo-large");
    expect((await create(api, photo)).status).toBe(201);
    expect((await create(api, await jpeg(4_000, 3_000))).status).toBe(201);
  });

  test("may be of 25 megapixels in the kind that takes the most memory", async () => {
    const api = await platform.as("photo-costly");
    const { status, json } = await create(api, progressiveJpeg(5, 5_000, 4));
    expect(status).toBe(201);
    expect(json.photo).toMatchObject({ width: 1_024, height: 1_024 });
    const largest = Math.max(...platform.reports.map(({ maxMemoryMb }) => maxMemoryMb));
    // Half of what the function has: the rest is for what many photos in a row leave behind.
    expect(largest).toBeLessThan(512);
  });

  test("is removed when it is replaced, and with its profile", async () => {
    const api = await platform.as("photo-replaced");
    const { json } = await create(api, await jpeg());
    const path = `${PROFILES}/${json.id}`;
    const replaced = await api.form("PATCH", path, { photo: await png(), bio: "new" });
    expect(replaced.status, replaced.text).toBe(200);
    expect(replaced.json).toMatchObject({ bio: "new", version: 2 });
    expect(replaced.json.photoUrl).not.toBe(json.photoUrl);
    await platform.idle();
    expect((await fetch(json.photoUrl)).status).toBe(403);
    expect((await fetch(replaced.json.photoUrl)).status).toBe(200);
    expect(await platform.photoKeys(json.id)).toHaveLength(3);
    expect((await api.delete(path)).status).toBe(204);
    await platform.idle();
    expect(await platform.photoKeys(json.id)).toEqual([]);
  });

  test("leaves nothing behind when the profile is refused", async () => {
    const api = await platform.as("photo-refused");
    const before = await platform.photoKeys("");
    for (let n = 0; n < 25; n += 1) await api.post(PROFILES, { name: `P ${n}`, title: "T" });
    const full = await create(api, await jpeg());
    expect(full.status).toBe(409);
    const { json } = await api.get(`${PROFILES}/me`);
    const path = `${PROFILES}/${json.id}`;
    const other = await platform.as("photo-refused-other");
    await other.post(PROFILES, { name: "Taken Slug", title: "T" });
    const taken = await api.form("PATCH", path, { slug: "taken-slug", photo: await jpeg() });
    expect(taken.status).toBe(409);
    expect(await platform.photoKeys("")).toEqual(before);
  });
});

describe("a photo that is refused", () => {
  test("by its size, with the way that takes larger ones", async () => {
    const api = await platform.as("photo-too-large");
    const photo = await jpeg();
    const large = Buffer.concat([photo, Buffer.alloc(5_242_881 - photo.length)]);
    const answer = await create(api, large);
    expect([answer.status, answer.json.code]).toEqual([413, "body_too_large"]);
    expect(answer.json.detail).toContain("POST /api/v1/profiles/{profile_id}/photo-uploads");
  });

  test("by its content, whatever its name says", async () => {
    const api = await platform.as("photo-bad");
    const whole = await jpeg(400, 300);
    const gif = await sharp(whole).gif().toBuffer();
    const webp = await sharp(whole).webp().toBuffer();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const polyglot = Buffer.concat([Buffer.from("GIF89a/*"), whole]);
    const cases: [Buffer, string][] = [
      [svg, "unsupported_image_type"],
      [gif, "unsupported_image_type"],
      [webp, "unsupported_image_type"],
      [Buffer.from("just text"), "unsupported_image_type"],
      [polyglot, "unsupported_image_type"],
      [Buffer.alloc(0), "unsupported_image_type"],
      [whole.subarray(0, whole.length / 2), "invalid_image"],
      [whole.subarray(0, 4), "invalid_image"],
      [Buffer.concat([whole.subarray(0, 3), Buffer.from("<?php echo 1 ?>")]), "invalid_image"],
      [(await png(300, 300)).subarray(0, 120), "invalid_image"],
    ];
    for (const [photo, type] of cases) {
      const answer = await create(api, photo);
      expect(answer.status, answer.text).toBe(422);
      expect(answer.json.detail).toEqual([
        { loc: ["body", "photo"], msg: expect.any(String), type },
      ]);
    }
    expect((await api.get(`${PROFILES}/all`)).json).toEqual([]);
  });

  test("by its pixels, without decoding them", async () => {
    const api = await platform.as("photo-bomb");
    const bomb = pngBomb(16_000, 16_000);
    expect(bomb.length).toBeLessThan(2_000_000);
    const answer = await create(api, bomb);
    expect(answer.json.detail[0].type).toBe("too_many_pixels");
    const largest = Math.max(...platform.reports.map(({ maxMemoryMb }) => maxMemoryMb));
    expect(platform.reports.every(({ error }) => error === undefined)).toBe(true);
    expect(largest).toBeLessThan(1_024);
  });

  test("a polyglot behind a good image keeps nothing but the image", async () => {
    const api = await platform.as("photo-polyglot");
    const script = Buffer.from("<script>alert(1)</script>PK\u0003\u0004");
    const { json } = await create(api, Buffer.concat([await jpeg(), script]));
    const bytes = Buffer.from(await (await fetch(json.photoUrl)).arrayBuffer());
    expect(bytes.includes("<script>")).toBe(false);
  });
});

test("the bucket is private: only the photo's own address opens it", async () => {
  const answer = await fetch(`${platform.url}/photos/`);
  expect([403, 404]).toContain(answer.status);
  expect((await fetch(`${platform.url}/photos/x/unknown.jpg`)).status).toBe(403);
  expect((await fetch(`${platform.url}/photos/x/unknown.jpg`, { method: "PUT" })).status).toBe(403);
});
