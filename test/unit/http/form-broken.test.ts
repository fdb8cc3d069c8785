import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseForm } from "../../../shared/http/form.ts";
import { Problem } from "../../../shared/model/problem.ts";
import { PHOTO_PART } from "../../../shared/routes/profiles/photo-part.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { field, filePart, formBody } from "../support/form-body.ts";
import { problemOf } from "../support/problem-of.ts";

const TYPE = "multipart/form-data; boundary=b";
const parse = (body: Buffer | string, contentType = TYPE, part = PHOTO_PART) =>
  parseForm(Buffer.from(body), contentType, part);
const code = async (body: Buffer | string, contentType = TYPE) =>
  (await problemOf(() => parse(body, contentType))).code;

/** Ends with a form or a problem, and with nothing else. */
async function outcome(body: Buffer, contentType = TYPE): Promise<"form" | "problem"> {
  try {
    await parse(body, contentType);
    return "form";
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return "problem";
  }
}

const SMALL = formBody("b", [
  field("name", "Jäne"),
  filePart("photo", Buffer.from([0xff, 0xd8, 0x0d, 0x0a, 0x2d, 0x2d])),
  field("title", "Chef"),
]);

describe("a form cut short", () => {
  test("at any byte is a problem, until its end was sent", async () => {
    const end = SMALL.length - "\r\n".length;
    for (let length = 0; length <= SMALL.length; length += 1) {
      expect(await outcome(SMALL.subarray(0, length))).toBe(length < end ? "problem" : "form");
    }
  });

  test("says so, and no more", async () => {
    const problem = await problemOf(() => parse(SMALL.subarray(0, 150)));
    expect(problem).toMatchObject({
      kind: "malformed",
      code: "malformed_form",
      message: "The form is broken or cut short.",
    });
  });
});

/** The parser passes over these without a word: what they carry would be lost. */
describe("a part that cannot be read", () => {
  const withHeaders = (...headers: string[]) =>
    formBody("b", [field("name", "Jane"), { headers, content: "x" }, field("title", "Chef")]);

  test.each([
    [
      "a broken escape in its file name",
      ["Content-Disposition: form-data; name=\"photo\"; filename*=UTF-8''%ZZ"],
    ],
    [
      "an unknown charset of its file name",
      ["Content-Disposition: form-data; name=\"photo\"; filename*=x''a.jpg"],
    ],
    [
      "a file name with spaces and no quotes",
      ["Content-Disposition: form-data; name=photo; filename=my photo.jpg"],
    ],
    ["another disposition", ['Content-Disposition: attachment; name="bio"']],
    ["no disposition", ["Content-Type: text/plain"]],
  ])("is a problem: %s", async (_, headers) => {
    expect(await code(withHeaders(...headers))).toBe("malformed_form");
  });

  test("is a problem, too, when more stands behind its boundary", async () => {
    const text = formBody("b", [field("name", "A\r\n--bc"), field("title", "Chef")]);
    expect(await code(text)).toBe("malformed_form");
    expect(await code(SMALL.toString("latin1").replace("--b\r\n", "--b \r\n"))).toBe(
      "malformed_form",
    );
  });

  test("is none of what stands before the form or behind it", async () => {
    const around = Buffer.concat([Buffer.from("--\r\n--c\r\n"), SMALL, withHeaders("A: b")]);
    expect((await parse(around)).fields.get("title")).toEqual(["Chef"]);
    const behind = formBody("b", [field("a", "1"), field("isPublic", "true"), field("title", "x")]);
    const { fields } = await parse(Buffer.concat([SMALL, behind]));
    expect([...fields.keys()]).toEqual(["name", "title"]);
  });

  test("is none where a boundary is quoted", async () => {
    const form = formBody("b c:d", [field("name", "A")]);
    const type = 'multipart/form-data; charset=utf-8; BOUNDARY="b c:d"';
    expect((await parse(form, type)).fields.get("name")).toEqual(["A"]);
  });
});

describe("a broken form", () => {
  test.each([
    ["nothing", ""],
    ["text", "hello"],
    ["JSON", '{"name":"Jane"}'],
    [
      "bare line feeds",
      formBody("b", [field("a", "b")])
        .toString()
        .replaceAll("\r\n", "\n"),
    ],
    ["another boundary", formBody("c", [field("a", "b")])],
    ["a part without headers", "--b\r\n\r\nx\r\n--b--\r\n"],
    ["a header that is none", "--b\r\nhello\r\n\r\nx\r\n--b--\r\n"],
    ["a header without an end", `--b\r\nA: ${"x".repeat(20_000)}\r\n\r\nx\r\n--b--\r\n`],
    [
      "a part without a name",
      formBody("b", [{ headers: ["Content-Disposition: form-data"], content: "" }]),
    ],
    ["a part with an empty name", formBody("b", [field("", "x")])],
    [
      "a part in base64",
      formBody("b", [
        {
          headers: [...field("a", "").headers, "Content-Transfer-Encoding: base64"],
          content: "eA==",
        },
      ]),
    ],
  ])("%s", async (_, body) => {
    expect(await code(body)).toBe("malformed_form");
  });

  test.each([
    ...["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary"],
    ...['multipart/form-data; boundary="b', "multipart/form-data; boundary=a=b", "multipart/mixed"],
    ...["", ";", "multipart/form-data; boundary=b, multipart/form-data; boundary=b"],
  ])("the header %j", async (contentType) => {
    expect(await code(SMALL, contentType)).toBe("malformed_form");
  });

  test.each([
    ["bytes that are no UTF-8", field("name", "\xe4").headers, Buffer.from([0x4a, 0xe4])],
    ["a sequence cut short", field("name", "").headers, Buffer.from([0xf0, 0x9f, 0x91])],
    [
      "a charset that is none",
      [...field("name", "").headers, "Content-Type: text/plain; charset=x"],
      "Jane",
    ],
  ])("%s", async (_, headers, content) => {
    expect(await code(formBody("b", [{ headers, content }]))).toBe("wrong_encoding");
  });
});

describe("too much", () => {
  const many = (count: number) =>
    formBody(
      "b",
      Array.from({ length: count }, (_, index) => field(`f${index}`, "x")),
    );

  test("200 parts are taken, 201 and 2,000 are not", async () => {
    expect((await parse(many(200))).fields.size).toBe(200);
    for (const count of [201, 2_000]) expect(await code(many(count))).toBe("malformed_form");
  });

  test("a field of 64 KB", async () => {
    expect(await code(formBody("b", [field("bio", "x".repeat(65_536))]))).toBe("field_too_large");
  });

  test("a file at its limit is taken, one byte more is not", async () => {
    const part = { ...PHOTO_PART, maxBytes: 100 };
    const sized = (length: number) => formBody("b", [filePart("photo", Buffer.alloc(length))]);
    expect((await parse(sized(100), TYPE, part)).file).toHaveLength(100);
    const problem = await problemOf(() => parse(sized(101), TYPE, part));
    expect(problem).toMatchObject({ kind: "too_large", code: "photo_too_large" });
  });

  test.each([2, 3, 250])("%i photos", async (count) => {
    const body = formBody(
      "b",
      Array.from({ length: count }, () => filePart("photo", "x")),
    );
    const problem = await problemOf(() => parse(body));
    expect(problem.issues).toMatchObject([{ path: ["photo"], type: "repeated" }]);
  });

  test("a file under another name", async () => {
    const problem = await problemOf(() => parse(formBody("b", [filePart("secret-name", "x")])));
    expect(problem.issues).toMatchObject([{ path: ["(file)"], type: "unknown_field" }]);
  });
});

test("names that are traps are plain names", async () => {
  const names = ["files", "__proto__", "constructor", "toString", "hasOwnProperty"];
  const { fields } = await parse(
    formBody(
      "b",
      names.map((name) => field(name, "x")),
    ),
  );
  expect([...fields]).toEqual(names.map((name) => [name, ["x"]]));
});

describe("any bytes", () => {
  const options = { ...SEED, numRuns: 300 };

  test("end with a form or a problem", async () => {
    const token = fc.constantFrom(
      ...["--b", "\r\n", "\r", "\n", "--", "-", "b", ":", ";", '"', "=", "\0", "ä", "x"],
      ...["Content-Disposition: form-data", 'name="a"', 'filename="f"', "Content-Type: text/plain"],
    );
    const body = fc.array(fc.oneof({ weight: 5, arbitrary: token }, fc.string({ maxLength: 3 })), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(body, async (tokens) => {
        await outcome(Buffer.from(tokens.join("")));
      }),
      options,
    );
  });

  test("put into a good form, too", async () => {
    const damage = fc.tuple(fc.nat({ max: SMALL.length }), fc.nat({ max: 9 }), fc.uint8Array());
    await fc.assert(
      fc.asyncProperty(damage, async ([at, cut, bytes]) => {
        const rest = SMALL.subarray(Math.min(at + cut, SMALL.length));
        await outcome(Buffer.concat([SMALL.subarray(0, at), bytes, rest]));
      }),
      options,
    );
  });

  test("as the header, too", async () => {
    const parameter = fc.string({ unit: "binary-ascii", maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(parameter, async (text) => {
        await outcome(SMALL, `multipart/form-data; boundary=${text}`);
      }),
      options,
    );
  });
});
