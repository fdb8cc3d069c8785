import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routeTable } from "../../shared/routes/route-table.ts";
import type { Answer, ApiClient } from "../support/api-client.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
let api: ApiClient;
let path: string;
let before: Awaited<ReturnType<typeof written>>;
beforeAll(async () => {
  platform = await sharedPlatform();
  api = await platform.as("bad-input");
  const { json } = await api.post(PROFILES, { name: "Sound", title: "T" });
  path = `${PROFILES}/${json.id}`;
  before = await written();
});
afterAll(() => platform.stop());

const PROFILES = "/api/v1/profiles";
const CANARY = "canary-8c1f";

/** The answer is of the contract's shape, repeats nothing, and nothing was written. */
async function expectProblem(run: Promise<Answer>, status: number, code: string): Promise<Answer> {
  const answer = await run;
  expect(answer.status, answer.text).toBe(status);
  expect(answer.json).toMatchObject({ code, request_id: expect.stringMatching(/.+/) });
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  expect(answer.text).not.toContain(CANARY);
  expect(answer.text).not.toMatch(/ at .*\.[jt]s/);
  expect(await written()).toEqual(before);
  return answer;
}

/** Everything stored, but for the counters of requests. */
async function written() {
  const items = (await platform.items()).filter(({ pk }) => !/^(?:USAGE|TOP)#/.test(String(pk)));
  return { items, photos: await platform.photoKeys("") };
}

function sent(contentType: string | undefined, body: string | Uint8Array, method = "POST") {
  const headers = contentType === undefined ? {} : { "content-type": contentType };
  return api.call(method, method === "POST" ? PROFILES : path, { headers, body });
}

describe("routes", () => {
  test("unknown route and wrong method", async () => {
    await expectProblem(api.get("/api/v1/nothing"), 404, "not_found");
    await expectProblem(api.call("PUT", "/"), 404, "not_found");
    await expectProblem(api.delete(`${PROFILES}`), 404, "not_found");
    await expectProblem(api.call("PUT", path), 404, "not_found");
  });

  test("not-a-uuid ids, on every route that takes one", async () => {
    for (const { method, path: template } of routeTable.filter(({ path }) =>
      path.includes("{profile_id}"),
    )) {
      const answer = await api.call(method, template.replace("{profile_id}", "not-a-uuid"));
      expect(answer.status).toBe(422);
      expect(answer.json.detail[0]).toMatchObject({
        loc: ["path", "profile_id"],
        type: "invalid_uuid",
      });
    }
    for (const id of ["1", "not-a-uuid", "%00", "..%2f..%2fetc", `${CANARY}`, "a".repeat(500)]) {
      const answer = await expectProblem(api.get(`${PROFILES}/${id}`), 422, "validation_error");
      expect(answer.json.detail).toEqual([
        { loc: ["path", "profile_id"], msg: "Must be a UUID.", type: "invalid_uuid" },
      ]);
    }
  });
});

describe("media types", () => {
  test("wrong or missing content type", async () => {
    const code = "unsupported_media_type";
    await expectProblem(sent("text/plain", '{"name":"A","title":"T"}'), 415, code);
    await expectProblem(sent("application/x-www-form-urlencoded", "name=A&title=T"), 415, code);
    await expectProblem(sent("application/merge-patch+json", "{}"), 415, code);
    await expectProblem(sent("nonsense", "{}"), 415, code);
    const bare = new Uint8Array(Buffer.from('{"name":"A","title":"T"}'));
    await expectProblem(sent(undefined, bare), 415, code);
    const patch = await expectProblem(sent("text/plain", "{}", "PATCH"), 415, code);
    expect(patch.headers.get("accept-patch")).toBe(
      "multipart/form-data, application/json, application/merge-patch+json",
    );
  });

  test("a content coding or a charset the API does not take", async () => {
    const coded = api.call("POST", PROFILES, {
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body: "{}",
    });
    await expectProblem(coded, 415, "unsupported_content_encoding");
    await expectProblem(sent("application/json; charset=latin1", "{}"), 400, "wrong_encoding");
    const latin1 = Buffer.from('{"name":"Zo\xeb","title":"T"}', "latin1");
    await expectProblem(sent("application/json", latin1), 400, "wrong_encoding");
  });
});

describe("JSON", () => {
  test("broken, empty, of another shape", async () => {
    for (const body of ['{"name":', "", "{'name':'A'}", `{"name": "${CANARY}"`, '{"a":1,}']) {
      await expectProblem(sent("application/json", body), 400, "malformed_json");
    }
    for (const body of ["[]", "null", '"text"', "1", "[".repeat(50_000) + "]".repeat(50_000)]) {
      await expectProblem(sent("application/json", body), 422, "validation_error");
    }
  });

  test("unknown, read-only, over-long and wrongly typed fields", async () => {
    const cases: [object | string, string, string][] = [
      [{ name: "A", title: "T", nope: CANARY }, "nope", "unknown_field"],
      ['{"name":"A","title":"T","__proto__":{"isPublic":true}}', "__proto__", "unknown_field"],
      ['{"name":"A","title":"T","constructor":1}', "constructor", "unknown_field"],
      [{ title: "T" }, "name", "missing"],
      [{ name: "   ", title: "T" }, "name", "too_short"],
      [{ name: "a".repeat(121), title: "T" }, "name", "too_long"],
      [{ name: 1, title: "T" }, "name", "string_type"],
      [{ name: null, title: "T" }, "name", "string_type"],
      [{ name: "A", title: "T", bio: "a".repeat(5_001) }, "bio", "too_long"],
      [{ name: "A", title: "T", vertical: "No Slug" }, "vertical", "invalid_format"],
      [{ name: "A", title: "T", contactEmail: "nope" }, "contactEmail", "invalid_email"],
      [{ name: "A", title: "T", contactPhone: "0123" }, "contactPhone", "invalid_phone"],
      [{ name: "A", title: "T", showEmail: "true" }, "showEmail", "boolean_type"],
      [{ name: "A\u0000B", title: "T" }, "name", "invalid_characters"],
      [{ name: "A\nB", title: "T" }, "name", "invalid_characters"],
      ['{"name":"\\ud800","title":"T"}', "name", "invalid_characters"],
      [{ name: "A", title: "T", bio: "a\u001bb" }, "bio", "invalid_characters"],
      [{ name: "\u202eevil", title: "T" }, "name", "invalid_characters"],
      [{ name: "\u200b\u2060", title: "T" }, "name", "too_short"],
      [{ name: `a${"\u0301".repeat(200_000)}`, title: "T" }, "name", "too_long"],
      [{ name: `a${"\u0301\u0316".repeat(200)}`, title: "T" }, "name", "invalid_characters"],
    ];
    for (const [body, field, type] of cases) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const answer = await expectProblem(sent("application/json", text), 422, "validation_error");
      expect(answer.json.detail).toEqual([{ loc: ["body", field], msg: expect.any(String), type }]);
    }
    const skills = { name: "A", title: "T", skills: ["a", "A"] };
    const twice = await expectProblem(api.post(PROFILES, skills), 422, "validation_error");
    expect(twice.json.detail[0]).toMatchObject({ loc: ["body", "skills", 1], type: "duplicate" });
    for (const field of ["id", "photoUrl", "createdAt", "updatedAt", "version"]) {
      const answer = await expectProblem(
        api.patch(path, { [field]: "x" }),
        422,
        "validation_error",
      );
      expect(answer.json.detail[0]).toMatchObject({ loc: ["body", field], type: "read_only" });
    }
    await expectProblem(api.patch(path, { owner: "x" }), 422, "validation_error");
    await expectProblem(api.patch(path, { name: null }), 422, "validation_error");
  });

  test("a name that is no plain word is not repeated", async () => {
    const body = { name: "A", title: "T", [`${CANARY}: secret`]: 1 };
    const answer = await expectProblem(api.post(PROFILES, body), 422, "validation_error");
    expect(answer.json.detail[0].type).toBe("unknown_field");
  });

  test("far too large", async () => {
    const body = JSON.stringify({ name: "A", title: "T", bio: "a".repeat(3 * 1024 * 1024) });
    await expectProblem(sent("application/json", body), 413, "body_too_large");
  });
});

describe("forms", () => {
  const part = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const filePart = `--b\r\ncontent-disposition: form-data; name="photo"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
  const whole = `${part("name", "A")}${part("title", "T")}--b--\r\n`;
  const form = (body: string | Uint8Array, type = "multipart/form-data; boundary=b") =>
    sent(type, body);

  test("broken, truncated, empty, without a boundary", async () => {
    await expectProblem(form(""), 400, "malformed_form");
    await expectProblem(form("nonsense"), 400, "malformed_form");
    await expectProblem(form(whole.slice(0, -6)), 400, "malformed_form");
    await expectProblem(form(whole, "multipart/form-data"), 400, "malformed_form");
    await expectProblem(form(whole, "multipart/form-data; boundary=other"), 400, "malformed_form");
    await expectProblem(
      form(`${part("name", "A")}${filePart}\xff\xd8\xff cut`),
      400,
      "malformed_form",
    );
  });

  test("a photo whose file name cannot be read is not left out", async () => {
    const photo = filePart.replace('filename="a.jpg"', "filename*=UTF-8''%ZZ");
    await expectProblem(form(`${photo}x\r\n${whole}`), 400, "malformed_form");
  });

  test("fields named files and __proto__, fields sent twice, 2,000 parts", async () => {
    for (const name of ["files", "__proto__", "constructor", "toString"]) {
      const body = `${part(name, CANARY)}${whole}`;
      const answer = await expectProblem(form(body), 422, "validation_error");
      expect(answer.json.detail[0]).toMatchObject({ loc: ["body", name], type: "unknown_field" });
    }
    await expectProblem(form(`${part("name", "B")}${whole}`), 422, "validation_error");
    const parts = Array.from({ length: 2_000 }, (_, n) => part(`f${n}`, "x")).join("");
    await expectProblem(form(`${parts}${whole}`), 400, "malformed_form");
  });

  test("text that is not UTF-8, and text beyond its limit", async () => {
    const latin1 = Buffer.from(`${part("bio", "\xe9t\xe9")}${whole}`, "latin1");
    await expectProblem(form(latin1), 400, "wrong_encoding");
    await expectProblem(form(`${part("bio", "a".repeat(5_001))}${whole}`), 422, "validation_error");
    await expectProblem(form(`${part("bio", "a".repeat(70_000))}${whole}`), 413, "field_too_large");
  });

  test("a file under another name, and two files", async () => {
    const other = filePart.replace('name="photo"', 'name="avatar"');
    await expectProblem(form(`${other}x\r\n${whole}`), 422, "validation_error");
    await expectProblem(form(`${filePart}x\r\n${filePart}x\r\n${whole}`), 422, "validation_error");
  });

  test("a request over the form's ceiling says what to do", async () => {
    const large = `${filePart}${"x".repeat(5 * 1024 * 1024)}\r\n${whole}`;
    const answer = await expectProblem(form(large), 413, "body_too_large");
    expect(answer.json.detail).toMatch(/4\.5 MB/);
    const huge = `${filePart}${"x".repeat(11 * 1024 * 1024)}\r\n${whole}`;
    await expectProblem(form(huge), 413, "body_too_large");
  });

  test("a photo sent as text says how to send it", async () => {
    const answer = await expectProblem(
      form(`${part("photo", "me.jpg")}${whole}`),
      422,
      "validation_error",
    );
    expect(answer.json.detail[0]).toMatchObject({ loc: ["body", "photo"], type: "not_a_file" });
  });

  test("odd but valid forms are taken", async () => {
    const guest = await platform.as("odd-forms");
    // The last test of the file: it is the only one that writes.
    const bodies: [string, string][] = [
      ['multipart/form-data; boundary="b"', `preamble\r\n${whole}epilogue`],
      ["Multipart/Form-Data; charset=utf-8; boundary=b", whole],
      [
        "multipart/form-data; boundary=b",
        `${part("company", "")}${part("skills", "a")}${part("skills", "b")}${whole}`,
      ],
      [
        "multipart/form-data; boundary=b",
        `--b\r\ncontent-disposition: form-data; name="photo"; filename=""\r\ncontent-type: application/octet-stream\r\n\r\n\r\n${whole}`,
      ],
    ];
    for (const [type, body] of bodies) {
      const answer = await guest.call("POST", PROFILES, {
        headers: { "content-type": type },
        body,
      });
      expect(answer.status, answer.text).toBe(201);
    }
  });
});
