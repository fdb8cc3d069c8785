import { describe, expect, test } from "vitest";
import { parseBody as parseBodyWith } from "../../../shared/http/body.ts";
import { parseForm } from "../../../shared/http/form.ts";
import type { RequestBody } from "../../../shared/routes/define-route.ts";
import { createProfileRoute } from "../../../shared/routes/profiles/create-profile.ts";
import { updateProfileRoute } from "../../../shared/routes/profiles/update-profile.ts";
import { apiEvent, jsonEvent } from "../support/api-event.ts";
import { field, filePart, formBody } from "../support/form-body.ts";
import { problemOf } from "../support/problem-of.ts";

const parseBody = (event: Parameters<typeof parseBodyWith>[0], body: RequestBody<unknown>) =>
  parseBodyWith(event, body, parseForm);
const create = createProfileRoute.body as RequestBody<unknown>;
const update = updateProfileRoute.body as RequestBody<unknown>;
const JANE = { name: "Jane", title: "Chef" };
const FORM = { "content-type": "multipart/form-data; boundary=b" };

const formEvent = (...parts: Parameters<typeof formBody>[1]) =>
  apiEvent({ method: "POST", headers: FORM, body: formBody("b", parts) });

describe("JSON", () => {
  test("is read as text or as base64, with any case of its type", async () => {
    const text = jsonEvent(JANE, {
      headers: { "content-type": "Application/JSON; charset=UTF-8" },
    });
    expect(await parseBody(text, create)).toEqual({ body: JANE, file: undefined });
    const headers = { "Content-Type": "application/json" };
    const bytes = apiEvent({
      headers,
      body: Buffer.from(JSON.stringify({ ...JANE, name: "Jäne" })),
    });
    expect((await parseBody(bytes, create)).body).toEqual({ ...JANE, name: "Jäne" });
  });

  test.each([
    "",
    "{",
    "{'name':1}",
    '{"name":"a",}',
    "undefined",
    "NaN",
    '{"name":"a"} x',
    "\ufeff",
    "\ufeff\ufeff{}",
  ])("%j is malformed", async (text) => {
    const problem = await problemOf(() => parseBody(jsonEvent(text), create));
    expect(problem).toMatchObject({ kind: "malformed", code: "malformed_json" });
  });

  test("may begin with a byte order mark", async () => {
    const text = `\ufeff${JSON.stringify(JANE)}`;
    expect((await parseBody(jsonEvent(text), create)).body).toEqual(JANE);
  });

  test("no body is malformed", async () => {
    const event = apiEvent({ headers: { "content-type": "application/json" } });
    expect((await problemOf(() => parseBody(event, create))).code).toBe("malformed_json");
  });

  test.each([
    ["bytes that are no UTF-8", Buffer.from('{"name":"J\xe4ne"}', "latin1"), "application/json"],
    ["UTF-16", Buffer.from('{"name":"Jäne"}', "utf16le"), "application/json; charset=utf-16le"],
    ["a charset that is not UTF-8", Buffer.from("{}"), "application/json; charset=latin1"],
  ])("%s", async (_, body, type) => {
    const event = apiEvent({ headers: { "content-type": type }, body });
    expect((await problemOf(() => parseBody(event, create))).code).toBe("wrong_encoding");
  });

  test("over 2 MB is too large", async () => {
    const event = jsonEvent({ ...JANE, bio: "x".repeat(2 * 1024 * 1024) });
    expect((await problemOf(() => parseBody(event, create))).kind).toBe("too_large");
  });

  test("deeply nested is refused without harm", async () => {
    const deep = `${"[".repeat(500_000)}${"]".repeat(500_000)}`;
    for (const text of [deep, `{"name":${deep}}`, `{"socialLinks":[${deep}]}`]) {
      expect((await problemOf(() => parseBody(jsonEvent(text), update))).kind).toBe("invalid");
    }
  });
});

describe("the media type", () => {
  test("of a merge patch is taken where a profile is changed, and only there", async () => {
    const headers = { "content-type": "application/merge-patch+json" };
    expect((await parseBody(jsonEvent({ bio: null }, { headers }), update)).body).toEqual({
      bio: null,
    });
    const problem = await problemOf(() => parseBody(jsonEvent(JANE, { headers }), create));
    expect(problem.kind).toBe("unsupported");
  });

  test.each([
    {},
    { "content-type": "text/plain" },
    { "content-type": "application/xml" },
  ])("%j is refused", async (headers) => {
    const problem = await problemOf(() => parseBody(apiEvent({ headers, body: "{}" }), create));
    expect(problem.kind).toBe("unsupported");
  });

  test("a content coding is refused", async () => {
    const headers = { "content-encoding": "gzip" };
    const problem = await problemOf(() => parseBody(jsonEvent(JANE, { headers }), create));
    expect(problem.code).toBe("unsupported_content_encoding");
    const identity = jsonEvent(JANE, { headers: { "content-encoding": "Identity" } });
    expect((await parseBody(identity, create)).body).toEqual(JANE);
  });
});

describe("a form", () => {
  const jane = [field("name", "Jane"), field("title", "Chef")];

  test("carries the same as JSON, and a file", async () => {
    const parts = [...jane, field("showEmail", "true"), field("skills", "a"), field("skills", "b")];
    const { body, file } = await parseBody(formEvent(...parts, filePart("photo", "x")), create);
    expect(body).toEqual({ ...JANE, showEmail: true, skills: ["a", "b"] });
    expect(file).toHaveLength(1);
  });

  test("may have every optional part empty", async () => {
    const names = ["company", "bio", "location", "vertical", "headline", "contactEmail", "skills"];
    const empty = [...names, "photo"].map((name) => field(name, ""));
    const { body, file } = await parseBody(formEvent(...jane, ...empty), create);
    expect(body).toMatchObject({
      ...JANE,
      bio: null,
      vertical: null,
      contactEmail: null,
      skills: [],
    });
    expect(file).toBeUndefined();
  });

  test("takes one skill as a list of one", async () => {
    const { body } = await parseBody(formEvent(...jane, field("skills", "Go")), create);
    expect(body).toMatchObject({ skills: ["Go"] });
  });

  test.each([
    ["a JSON list", [field("skills", '["a, b","c"]')], ["a, b", "c"]],
    ["an empty JSON list", [field("skills", " []")], []],
    ["names with brackets", [field("skills[]", "a"), field("skills[]", "b")], ["a", "b"]],
    ["both names", [field("skills", "a"), field("skills[]", "b, c")], ["a", "b, c"]],
    ["text that only begins like a list", [field("skills", "[draft")], ["[draft"]],
  ])("takes a list as %s", async (_, parts, skills) => {
    const { body } = await parseBody(formEvent(...jane, ...parts), create);
    expect(body).toMatchObject({ skills });
  });

  test("refuses a lone part with commas, and says what to send", async () => {
    const event = formEvent(...jane, field("skills[]", "a, b"));
    const { issues } = await problemOf(() => parseBody(event, create));
    expect(issues).toEqual([
      { path: ["skills"], type: "comma_list", msg: expect.stringContaining('["a", "b"]') },
    ]);
  });

  test("of a JSON list tells which value is wrong", async () => {
    const event = formEvent(...jane, field("skills", '["a", 5]'));
    const { issues } = await problemOf(() => parseBody(event, create));
    expect(issues).toMatchObject([{ path: ["skills", 1], type: "string_type" }]);
  });

  test("refuses a field sent twice, and names it", async () => {
    const event = formEvent(...jane, field("name", "John"));
    const { issues } = await problemOf(() => parseBody(event, create));
    expect(issues).toEqual([{ path: ["name"], msg: "Send this once.", type: "repeated" }]);
  });

  test.each([
    "files",
    "__proto__",
    "constructor",
    "isPublic",
  ])("refuses the text field %s", async (name) => {
    const event = formEvent(...jane, field(name, "x"));
    const { issues } = await problemOf(() => parseBody(event, create));
    expect(issues).toMatchObject([{ path: [name], type: "unknown_field" }]);
  });

  test("says how to send a photo that came as text", async () => {
    const { issues } = await problemOf(() =>
      parseBody(formEvent(...jane, field("photo", "x")), create),
    );
    expect(issues).toMatchObject([{ path: ["photo"], type: "not_a_file" }]);
  });

  test("says the same of a photo without a file name, whatever its bytes", async () => {
    const disposition = 'Content-Disposition: form-data; name="photo"';
    const content = Buffer.alloc(100_000, 0xff);
    const part = { headers: [disposition, "Content-Type: image/jpeg"], content };
    const { issues } = await problemOf(() => parseBody(formEvent(...jane, part), create));
    expect(issues).toMatchObject([{ path: ["photo"], type: "not_a_file" }]);
  });

  test("tells read-only fields apart when a profile is changed", async () => {
    const event = formEvent(field("id", "x"), field("socialLinks", "[]"));
    const { issues } = await problemOf(() => parseBody(event, update));
    expect(issues?.map(({ type }) => type)).toEqual(["read_only", "unknown_field"]);
  });
});
