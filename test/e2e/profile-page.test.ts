import { createHash } from "node:crypto";
import jsqr from "jsqr";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publish, TYPICAL } from "../browser/support/people.ts";
import { ApiClient, rawCall } from "../support/api-client.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

/** It is a function, whatever its types say of a default. */
const readQr = jsqr as unknown as typeof jsqr.default;

let platform: TestPlatform;
let owner: ApiClient;
let anyone: ApiClient;
let jane: { readonly id: string; readonly slug: string };
beforeAll(async () => {
  platform = await sharedPlatform();
  owner = await platform.as("people-page-owner");
  anyone = new ApiClient(platform.url);
  jane = await publish(owner, TYPICAL);
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const HTML = "text/html; charset=utf-8";
const page = (identifier: string) => `/p/${identifier}`;

async function published(more: object = {}) {
  return publish(owner, { form: { name: "Jane Doe", title: "Realtor" }, more });
}

describe("the page of a profile", () => {
  test("is small, sets no cookie, and lets nothing run", async () => {
    const { status, headers, text } = await anyone.get(page(jane.slug));
    expect([status, headers.get("content-type")]).toEqual([200, HTML]);
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
    expect(headers.get("set-cookie")).toBeNull();
    const sheet = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? "";
    const digest = createHash("sha256").update(sheet).digest("base64");
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'none'; img-src data: ${platform.url}; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/\son\w+=|style="/);
  });

  test("says all that is shown, and where the rest is", async () => {
    const { text } = await anyone.get(page(jane.slug));
    expect(text).toContain('<h1 dir="auto">Maren Lindqvist</h1>');
    expect(text).toContain(`<link rel="canonical" href="${platform.url}/p/${jane.slug}">`);
    expect(text).toContain(`href="${platform.url}/api/v1/contacts/${jane.id}/vcf"`);
    expect(text).toContain('rel="me nofollow noopener" href="https://github.com/marenlq"');
    expect(text).toContain('href="mailto:maren@holmstrand.example"');
    expect(text).toMatch(
      /srcset="[^"]+\/96\.jpg 79w, [^"]+\/256\.jpg 210w, [^"]+\/1024\.jpg 838w"/,
    );
    expect(text).toMatch(/<meta property="og:image" content="[^"]+\/1024\.jpg">/);
    const [, json = ""] = /ld\+json">(.*?)<\/script>/s.exec(text) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      "@type": "ProfilePage",
      mainEntity: {
        ...{ "@type": "Person", name: "Maren Lindqvist", jobTitle: "Structural engineer" },
        ...{ email: "maren@holmstrand.example", telephone: "+46315550142" },
      },
    });
  });

  test("is the same by id, in capitals, and whatever Accept says; data stay data", async () => {
    const { text } = await anyone.get(page(jane.slug));
    for (const accept of ["application/json", "text/html", "*/*", "application/problem+json"]) {
      expect((await anyone.get(page(jane.id), { accept })).text).toBe(text);
      const data = await anyone.get(`${PROFILES}/p/${jane.slug}`, { accept });
      expect(data.headers.get("content-type")).toBe("application/json");
    }
    expect((await anyone.get(page(jane.slug.toUpperCase()))).text).toBe(text);
    expect((await anyone.get(`${page(jane.slug)}?utm_source=x&source=<b>`)).text).toBe(text);
    const head = await anyone.call("HEAD", page(jane.slug));
    expect([head.status, head.headers.get("content-type"), head.text]).toEqual([200, HTML, ""]);
  });

  test("is out of search engines when it is out of the directory", async () => {
    const { id, slug } = await published();
    expect((await anyone.get(page(slug))).text).not.toContain("noindex");
    await owner.patch(`${PROFILES}/${id}`, { mcpDiscoverable: false });
    expect((await anyone.get(page(slug))).text).toContain('<meta name="robots" content="noindex">');
  });

  test("shows contact data only as wished, and changes at once", async () => {
    const { id, slug } = await published({ contactEmail: "jane@hidden.example", bio: "<b>&" });
    const first = await anyone.get(page(slug));
    expect(first.text).not.toContain("hidden.example");
    expect(first.text).toContain("&lt;b&gt;&amp;");
    const etag = first.headers.get("etag") ?? "";
    const held = await anyone.get(page(slug), { "if-none-match": etag });
    expect([held.status, held.text, held.headers.get("etag")]).toEqual([304, "", etag]);
    expect(held.headers.has("content-security-policy")).toBe(false);
    await owner.patch(`${PROFILES}/${id}`, { showEmail: true });
    const next = await anyone.get(page(slug), { "if-none-match": etag });
    expect([next.status, next.text.includes("jane@hidden.example")]).toEqual([200, true]);
  });

  test("by an old slug leads to the new one, with what led there", async () => {
    const { id, slug } = await published();
    const renamed = `moved-${id.slice(-12)}`;
    await owner.patch(`${PROFILES}/${id}`, { slug: renamed });
    const location = async (query: string) => {
      const { status, headers } = await anyone.get(`${page(slug)}${query}`);
      return [status, headers.get("location")];
    };
    const there = `${platform.url}/p/${renamed}`;
    expect(await location("")).toEqual([301, there]);
    expect(await location("?source=qr_scan")).toEqual([301, `${there}?source=qr_scan`]);
    expect(await location("?source=%0d%0aX:y")).toEqual([301, there]);
  });
});

describe("where there is no page", () => {
  test("a draft is as unknown as what nobody has", async () => {
    const { json } = await owner.post(PROFILES, { name: "Draft", title: "T" });
    const unknown = await anyone.get(page("nobody-has-this"));
    expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, HTML]);
    expect(unknown.headers.get("cache-control")).toBe("no-store");
    expect(unknown.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; .*'sha256-/,
    );
    expect(unknown.text).toContain("<h1>There is no page here</h1>");
    for (const identifier of [json.id, json.slug, "a%2Fb", "%3Cscript%3E", "%00", "ünï"]) {
      const { status, text } = await anyone.get(page(identifier));
      expect([status, text]).toEqual([404, unknown.text]);
    }
  });

  test("a removed one is said to be removed", async () => {
    const { id, slug } = await published();
    await owner.delete(`${PROFILES}/${id}`);
    for (const identifier of [id, slug]) {
      const { status, headers, text } = await anyone.get(page(identifier));
      expect([status, headers.get("content-type")]).toEqual([410, HTML]);
      expect(text).toContain("<h1>Profile removed</h1>");
    }
    expect((await anyone.get(`${PROFILES}/p/${id}/qr`)).status).toBe(410);
  });

  test("errors of the gateway stay as they are", async () => {
    expect((await anyone.call("POST", page(jane.slug))).json.code).toBe("not_found");
    expect((await anyone.get("/p")).json.code).toBe("not_found");
  });
});

describe("the QR code of a page", () => {
  const qr = (query = "", identifier = jane.slug) => `${PROFILES}/p/${identifier}/qr${query}`;
  const bytesOf = async (path: string) => {
    const response = await fetch(platform.url + path);
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const goal = () => `${platform.url}/p/${jane.id}?source=qr_scan`;

  test.each([
    192, 512, 999, 2_048,
  ])("as a PNG of %s pixels can be read, and leads there", async (size) => {
    const { response, bytes } = await bytesOf(qr(`?format=png&size=${size}`));
    expect(response.headers.get("content-type")).toBe("image/png");
    const { data, info } = await sharp(bytes)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([size, size]);
    const read = readQr(new Uint8ClampedArray(data), info.width, info.height);
    expect(read?.data).toBe(goal());
    const led = await fetch(read?.data ?? "");
    expect([led.status, await led.text()]).toEqual([200, (await anyone.get(page(jane.slug))).text]);
  });

  test("as an SVG has the same modules, and four of light around them", async () => {
    const { status, headers, text } = await anyone.get(qr());
    expect([status, headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    const side = Number(/viewBox="0 0 (\d+) /.exec(text)?.[1]);
    const drawn = drawnIn(text, side);
    expect(drawn.flatMap((row, y) => row.filter((dark, x) => dark && (x < 4 || y < 4)))).toEqual(
      [],
    );
    const scale = 8;
    const pixels = new Uint8ClampedArray((side * scale) ** 2 * 4).fill(255);
    for (let at = 0; at < pixels.length / 4; at += 1) {
      const [x, y] = [at % (side * scale), Math.floor(at / (side * scale))];
      if (drawn[Math.floor(y / scale)]?.[Math.floor(x / scale)]) pixels.fill(0, at * 4, at * 4 + 3);
    }
    expect(readQr(pixels, side * scale, side * scale)?.data).toBe(goal());
    expect((await anyone.get(page(jane.slug))).text).toContain(
      /<path stroke.*?\/>/.exec(text)?.[0],
    );
  });

  test("is the same by id, told apart by what was asked for, and not sent twice", async () => {
    const { headers, text } = await anyone.get(qr("", jane.id));
    expect((await anyone.get(qr())).text).toBe(text);
    const held = { "if-none-match": headers.get("etag") ?? "" };
    expect((await anyone.get(qr(), held)).status).toBe(304);
    expect((await anyone.get(qr("?size=256"), held)).status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-cache");
  });

  test.each([
    "?format=gif",
    "?size=191",
    "?size=2049",
    "?size=1e3",
    "?size=+",
  ])("of %s is 422", async (query) => {
    expect((await anyone.get(qr(query))).status).toBe(422);
  });
});

test("photos may be drawn by pages of others", async () => {
  const { json } = await anyone.get(`${PROFILES}/p/${jane.slug}`);
  const { pathname } = new URL(json.photoUrl);
  const answer = await anyone.get(pathname, { origin: "https://other.example" });
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect((await rawCall(platform.url, "GET", pathname, [])).status).toBe(200);
});

/** Which modules the strokes of an SVG cover. */
function drawnIn(svg: string, side: number): boolean[][] {
  const rows = Array.from({ length: side }, () => Array<boolean>(side).fill(false));
  const [, path = ""] = /stroke="#000" d="([^"]+)"/.exec(svg) ?? [];
  let [x, y] = [0, 0];
  for (const [, move, first, second] of path.matchAll(/([Mmh])(\d+)(?: ([\d.]+))?/g)) {
    if (move === "M") [x, y] = [Number(first), Math.floor(Number(second))];
    if (move === "m") x += Number(first);
    if (move !== "h") continue;
    rows[y]?.fill(true, x, x + Number(first));
    x += Number(first);
  }
  return rows;
}
